/// What a replica is a copy of: a cloud as one user sees it from one project. Each identity has a file of its own.
package struct ReplicaIdentity: Hashable, Sendable {
    /// The name of the entry in clouds.yaml.
    package let cloud: String
    /// What else decides which images are seen, by name: address of the identity service, region, user, project,
    /// interface … Never a secret.
    package let traits: [String: String]

    package init(cloud: String, traits: [String: String] = [:]) {
        self.cloud = cloud
        self.traits = traits
    }

    /// The identity in one text, equal for equal identities only. Kept in the file, so that one that bears the right
    /// name by accident is found out.
    var text: String {
        let pairs = [("cloud", cloud)] + traits.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return pairs.map { "\($0.utf8.count):\($0)=\($1.utf8.count):\($1)" }.joined(separator: ";")
    }

    /// The name of the file: the cloud's name as far as it is plain, and a hash of the whole.
    var fileName: String {
        let plain = cloud.utf8.prefix(40).map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): byte
            default: UInt8(ascii: "_")
            }
        }
        return String(decoding: plain, as: UTF8.self) + "-" + hash + ".sqlite"
    }

    /// FNV-1a, 64 bits: stable from run to run, which Swift's own hashes are not.
    private var hash: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
