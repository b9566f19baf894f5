import Catalog
import Foundation
import OpenStack
import Synchronization
import TestSupport
import Testing

/// Signatures that the real openssl makes, and verifies again with the public half of the key.
@Suite("Signing with openssl")
struct OpenSSLTests {
    private let folder: TemporaryFolder
    private let openSSL: OpenSSL
    /// More than a piece, so that it goes over in several.
    private let file: String

    init() throws {
        folder = try TemporaryFolder()
        openSSL = try #require(
            OpenSSL.find(in: ProcessInfo.processInfo.environment["PATH"] ?? ""), "openssl is needed for tests")
        file = try folder.file("data.raw", bytes: (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
    }

    private func run(_ words: String...) throws {
        let result = try Spawn.run([openSSL.path] + words)
        try #require(result.status == 0, "\(words): \(result.output)")
    }

    private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    /// A new key; `options` as `openssl genpkey` has them.
    private func key(_ options: [String]) throws -> String {
        let path = path("\(UUID().uuidString).pem")
        let result = try Spawn.run([openSSL.path, "genpkey", "-out", path] + options)
        try #require(result.status == 0, "\(result.output)")
        return path
    }

    private func rsa(_ more: [String] = []) throws -> String {
        try key(["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"] + more)
    }

    private func curve(_ name: String) throws -> String {
        try key(["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(name)"])
    }

    private func made(
        _ key: String, _ hash: SignatureHash = .sha256, passphrase: String? = nil, type: SignatureKeyType? = nil,
        image: Image? = nil, file: String? = nil, with program: OpenSSL? = nil
    ) async throws -> MadeSignature {
        try await (program ?? openSSL).sign(
            SigningRequest(
                file: file ?? self.file, key: SigningKey(path: key, passphrase: passphrase.map { Secret($0) }),
                hash: hash, keyType: type, image: image)
        ) { _, _ in }
    }

    /// Has openssl verify a signature, with options of its own.
    private func verify(_ made: MadeSignature, _ key: String, _ options: [String]) throws -> Bool {
        let signature = try folder.file("signature.bin", bytes: Array(try #require(Data(base64Encoded: made.text))))
        try run("pkey", "-in", key, "-pubout", "-out", path("public.pem"))
        let result = try Spawn.run(
            [openSSL.path, "dgst"] + options + ["-verify", path("public.pem"), "-signature", signature, file])
        return result.status == 0 && result.output.contains("Verified OK")
    }

    @Test(
        "RSA signs with PSS, the longest salt and MGF1 over the same hash",
        // A key of 2048 bits makes 256 bytes: those of the hash, two of padding, and the rest is salt.
        arguments: [(SignatureHash.sha224, 226), (.sha256, 222), (.sha384, 206), (.sha512, 190)])
    func pss(hash: SignatureHash, salt: Int) async throws {
        let key = try rsa()
        let made = try await made(key, hash)
        #expect(made.keyType == .rsaPSS && made.hash == hash)
        let name = hash.rawValue.lowercased().replacing("-", with: "")
        let options = ["-\(name)", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_mgf1_md:\(name)"]
        #expect(try verify(made, key, options + ["-sigopt", "rsa_pss_saltlen:\(salt)"]))
        #expect(try !verify(made, key, options + ["-sigopt", "rsa_pss_saltlen:\(salt - 1)"]))
    }

    @Test(
        "Keys on the curves that image services know sign as those",
        arguments: [
            ("secp384r1", SignatureKeyType.secp384r1), ("secp521r1", .secp521r1), ("sect409k1", .sect409k1),
            ("sect409r1", .sect409r1), ("sect571k1", .sect571k1), ("sect571r1", .sect571r1),
        ])
    func curves(name: String, type: SignatureKeyType) async throws {
        let key = try curve(name)
        #expect(try await openSSL.kind(of: SigningKey(path: key)).label == "the curve \(name)")
        let made = try await made(key, .sha512, type: type)
        #expect(made.keyType == type)
        #expect(try verify(made, key, ["-sha512"]))
    }

    @Test("DSA keys sign in the standard way")
    func dsa() async throws {
        let parameters = path("dsa.pem")
        try run("genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024", "-out", parameters)
        let key = try key(["-paramfile", parameters])
        #expect(try await openSSL.kind(of: SigningKey(path: key)).label == "DSA, 1024 bits")
        let made = try await made(key)
        #expect(made.keyType == .dsa)
        #expect(try verify(made, key, ["-sha256"]))
    }

    @Test("A key of another type than the one chosen is refused, and so is one that signs no images")
    func wrongType() async throws {
        let key = try curve("secp384r1")
        let problem = await #expect(throws: Problem.self) { try await self.made(key, type: .rsaPSS) }
        #expect(problem?.reason == "the key is of the curve secp384r1, so that it signs as ECC_SECP384R1")
        #expect(problem?.advice == "It does not sign as RSA-PSS.")
        let other = try curve("prime256v1")
        let unknown = await #expect(throws: Problem.self) { try await self.made(other) }
        #expect(unknown?.reason == "the key is of the curve prime256v1")
    }

    @Test("An encrypted key asks for its passphrase, tells a wrong one, and signs with the right one")
    func encrypted() async throws {
        let key = try rsa(["-aes256", "-pass", "pass:Grüße 1"])
        let missing = await #expect(throws: Problem.self) { try await self.openSSL.kind(of: SigningKey(path: key)) }
        #expect(missing?.kind == .credentialMissing && missing?.reason == "the key is encrypted")
        let wrong = await #expect(throws: Problem.self) { try await self.made(key, passphrase: "Grüße 2") }
        #expect(wrong?.kind == .credentialMissing && wrong?.reason == "the passphrase does not open the key")
        #expect(wrong.map { !"\($0)".contains("Grüße") } == true)
        let made = try await made(key, passphrase: "Grüße 1")
        #expect(
            try verify(
                made, try decrypted(key, "Grüße 1"),
                ["-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:222"]))
    }

    private func decrypted(_ key: String, _ passphrase: String) throws -> String {
        try run("pkey", "-in", key, "-passin", "pass:\(passphrase)", "-out", path("plain.pem"))
        return path("plain.pem")
    }

    @Test("What is no private key is told in words", arguments: ["", "nothing of that kind\n"])
    func noKey(text: String) async throws {
        let key = try folder.file("key.pem", text)
        let problem = await #expect(throws: Problem.self) { try await self.openSSL.kind(of: SigningKey(path: key)) }
        #expect(problem?.reason == "there is no private key in \(key) that openssl can read")
        let missing = await #expect(throws: Problem.self) {
            try await self.openSSL.kind(of: SigningKey(path: self.path("missing.pem")))
        }
        #expect(missing?.reason == "there is no such file")
    }

    @Test("A signature for an image that is there is made over that image's data only")
    func image() async throws {
        let key = try curve("secp384r1")
        let hello = try folder.file("hello", "hello")
        var image = Image(id: ImageID("1"))
        image.size = 5
        image.checksum = "5d41402abc4b2a76b9719d911017c592"
        _ = try await made(key, image: image, file: hello)
        let other = try folder.file("other", "jello")
        for file in [other, file] {
            let problem = await #expect(throws: Problem.self) { try await self.made(key, image: image, file: file) }
            #expect(problem?.reason == "the file is not the image's data")
        }
    }

    @Test("The last report of progress is about the whole file")
    func progress() async throws {
        let last = Mutex<[Int64]>([])
        let request = SigningRequest(
            file: file, key: SigningKey(path: try curve("secp384r1")), hash: .sha256, keyType: nil)
        _ = try await openSSL.sign(request) { done, total in last.withLock { $0 = [done, total] } }
        #expect(last.withLock { $0 } == [1_500_000, 1_500_000])
    }

    // MARK: The program itself

    /// A program in openssl's place that does something of its own when it is to sign.
    private func standIn(_ doing: String) throws -> OpenSSL {
        let text = "#!/bin/sh\ncase $1 in pkey) exec '\(openSSL.path)' \"$@\" ;; esac\n\(doing)\n"
        let program = path("openssl")
        // Written by another process: what has it open for writing here might be open in a program that is just being
        // started, and then nobody may run it.
        let written = try Spawn.run(["sh", "-c", "printf %s \"$1\" >\"$2\" && chmod 700 \"$2\"", "-", text, program])
        try #require(written.status == 0, "\(written.output)")
        return OpenSSL(path: program)
    }

    @Test("The passphrase comes by a descriptor: it is in no argument, no variable and not among the data")
    func secrecy() async throws {
        let key = try rsa(["-aes256", "-pass", "pass:geheim"])
        let seen = path("seen")
        let program = try standIn(
            "{ echo \"$*\"; env; cat | grep -c geheim; } > \(seen)\ncat <&3 > \(seen).secret\nprintf signed")
        _ = try await made(key, passphrase: "geheim", with: program)
        #expect(try String(contentsOfFile: seen, encoding: .utf8).contains("geheim") == false)
        #expect(try String(contentsOfFile: seen + ".secret", encoding: .utf8) == "geheim\n")
    }

    @Test("It runs in a session without a terminal, and inherits nothing but what it needs")
    func surroundings() async throws {
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let seen = path("seen")
        let program = try standIn(
            "cut -d' ' -f6,7 /proc/self/stat > \(seen); echo $$ >> \(seen)\nls /proc/$$/fd > \(seen).fd\n"
                + "cat > /dev/null; printf signed; echo complaint >&2")
        _ = try await made(try curve("secp384r1"), with: program)
        let lines = try String(contentsOfFile: seen, encoding: .utf8).split(separator: "\n")
        // The session is its own, and it has no terminal.
        #expect(try #require(lines.first) == "\(try #require(lines.last)) 0")
        let open = try String(contentsOfFile: seen + ".fd", encoding: .utf8).split(separator: "\n").compactMap {
            Int($0)
        }
        // A shell keeps its script open under a number of its own, from 10 on.
        #expect(open.filter { $0 < 10 }.sorted() == [0, 1, 2, 3])
    }

    @Test("What fails without a word is told with its status, and what it says is told")
    func failure() async throws {
        let key = try curve("secp384r1")
        let silent = await #expect(throws: Problem.self) {
            try await self.made(key, with: try self.standIn("exit 3"))
        }
        #expect(silent?.reason == "openssl ended with 3")
        let telling = await #expect(throws: Problem.self) {
            try await self.made(key, with: try self.standIn("echo 'no such engine' >&2; exit 1"))
        }
        #expect(telling?.reason == "openssl ended with 1: no such engine")
    }

    @Test("Stopping ends the program at once, even while it takes nothing")
    func stopping() async throws {
        let program = try standIn("echo $$ > \(path("pid"))\nexec sleep 600")
        let key = try curve("secp384r1")
        let task = Task { try await self.made(key, with: program) }
        let process = try await eventually("the program started") {
            (try? String(contentsOfFile: self.path("pid"), encoding: .utf8)).flatMap { pid_t($0.dropLast()) }
        }
        task.cancel()
        let problem = await #expect(throws: Problem.self) { _ = try await task.value }
        #expect(problem?.kind == .cancelled)
        // Whoever gave it something to read may hold on to it for a moment.
        _ = try await eventually("it ended") { kill(process, 0) == -1 && errno == ESRCH ? true : nil }
    }

    @Test("The search path is looked through in order, folders relative to here left out")
    func search() throws {
        let program = try standIn("exit 0")
        #expect(OpenSSL.find(in: ".::/nowhere:\(folder.url.path):/usr/bin")?.path == program.path)
        #expect(OpenSSL.find(in: "relative:/nowhere") == nil)
    }
}

@Suite("Signatures in files")
struct SignatureFileTests {
    private let folder: TemporaryFolder
    private let paths: LocalPaths

    init() throws {
        folder = try TemporaryFolder()
        paths = LocalPaths(homeDirectory: folder.url.path, currentDirectory: "/")
    }

    @Test("A binary one is written in base64, one in base64 is put on one line")
    func forms() async throws {
        _ = try folder.file("binary", bytes: [0xFB, 0xFF, 0x00])
        #expect(try await paths.signature(at: "~/binary").get() == "+/8A")
        _ = try folder.file("text", "c2ln\nbmVk\n")
        #expect(try await paths.signature(at: "~/text").get() == "c2lnbmVk")
    }

    @Test("What is empty, too large or a key is none")
    func none() async throws {
        _ = try folder.file("empty", "")
        _ = try folder.file("large", bytes: [UInt8](repeating: 1, count: 65_537))
        _ = try folder.file("key", "-----BEGIN PRIVATE KEY-----\nabcd\n")
        for (name, reason) in [
            ("empty", "it is empty"), ("large", "it is too large for a signature (65537 bytes)"),
            ("key", "it is a key or certificate, and no signature"),
        ] {
            let answer = await paths.signature(at: "~/\(name)")
            #expect(throws: Problem(.file, attempt: "Could not read \(folder.url.path)/\(name)", reason: reason)) {
                try answer.get()
            }
        }
    }
}
