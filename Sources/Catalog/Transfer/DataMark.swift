/// What tells whether an image's data is still what it was when an export began.
package struct DataMark: Hashable, Sendable {
    /// In bytes.
    package var size: Int64?
    package var algorithm: String?
    package var digest: String?
    package var checksum: String?

    package init(of image: Image) {
        size = image.size
        algorithm = image.hashAlgorithm
        digest = image.hashDigest
        checksum = image.checksum
    }

    package var json: JSONValue {
        var fields: [String: JSONValue] = [:]
        fields["size"] = size.map(JSONValue.integer)
        fields["algorithm"] = algorithm.map(JSONValue.string)
        fields["digest"] = digest.map(JSONValue.string)
        fields["checksum"] = checksum.map(JSONValue.string)
        return .object(fields)
    }

    package init(_ json: JSONValue) {
        size = json["size"]?.integer
        algorithm = json["algorithm"]?.string
        digest = json["digest"]?.string
        checksum = json["checksum"]?.string
    }
}

extension DigestAlgorithm {
    /// The one by which a copy of an image's data is verified: the site's own, else MD5; nil if the service keeps no hash
    /// that this program can make (R37).
    package init?(verifying image: Image) {
        if let own = DigestAlgorithm(of: image) {
            self = own
        } else if image.checksum != nil {
            self = .md5
        } else {
            return nil
        }
    }
}
