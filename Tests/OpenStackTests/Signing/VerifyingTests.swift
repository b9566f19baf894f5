import Catalog
import Foundation
import OpenStack
import TestSupport
import Testing

/// Signatures that this program made with the real openssl, and certificates that it made.
@Suite("Verifying with openssl")
struct VerifyingTests {
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

    private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    private func run(_ words: String...) throws {
        let result = try Spawn.run([openSSL.path] + words)
        try #require(result.status == 0, "\(words): \(result.output)")
    }

    private static let rsa = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
    private static let curve = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp384r1"]

    /// A new key and its certificate, in files.
    private func signer(_ options: [String], form: String = "PEM") throws -> (key: String, certificate: String) {
        let name = UUID().uuidString
        let (key, certificate) = (path(name + ".key"), path(name + ".crt"))
        let made = try Spawn.run([openSSL.path, "genpkey", "-out", key] + options)
        try #require(made.status == 0, "\(made.output)")
        try run(
            "req", "-x509", "-new", "-key", key, "-subj", "/O=Example/CN=Image signing", "-days", "1", "-outform", form,
            "-out", certificate)
        return (key, certificate)
    }

    /// An image that says it is signed by this key.
    private func signed(_ key: String, _ hash: SignatureHash = .sha256) async throws -> Image {
        let request = SigningRequest(file: file, key: SigningKey(path: key), hash: hash, keyType: nil)
        let made = try await openSSL.sign(request) { _, _ in }
        var image = Image(id: ImageID("1"))
        image.properties = [
            "img_signature": made.text, "img_signature_hash_method": made.hash.rawValue,
            "img_signature_key_type": made.keyType.rawValue, "img_signature_certificate_uuid": "u",
        ]
        image.size = 1_500_000
        return image
    }

    private func verify(_ image: Image, _ certificate: String, file: String? = nil) async throws -> Bool {
        try await openSSL.verify(
            VerificationRequest(file: file ?? self.file, certificate: certificate, image: image)
        ) { _, _ in }
    }

    @Test(
        "R81: what was signed verifies by the certificate, PEM or DER, RSA or a curve, and not by another one",
        arguments: [rsa, curve], ["PEM", "DER"])
    func valid(options: [String], form: String) async throws {
        let signer = try signer(options, form: form)
        let image = try await signed(signer.key, .sha512)
        #expect(try await verify(image, signer.certificate))
        let other = try self.signer(options)
        #expect(try await !verify(image, other.certificate))
    }

    @Test("R81: a file in which one byte is another does not verify; one of another size is not the image's data")
    func otherData() async throws {
        let signer = try signer(Self.rsa)
        let image = try await signed(signer.key)
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        bytes[777_777] ^= 1
        let flipped = try folder.file("flipped.raw", bytes: bytes)
        #expect(try await !verify(image, signer.certificate, file: flipped))
        let short = try folder.file("short.raw", bytes: Array(bytes.dropLast()))
        let problem = await #expect(throws: Problem.self) {
            _ = try await verify(image, signer.certificate, file: short)
        }
        #expect(problem?.reason == "the file is not the image's data")
    }

    @Test("A file that agrees in size but not in the image's hash is told as other data, whatever the signature")
    func otherHash() async throws {
        let signer = try signer(Self.curve)
        var image = try await signed(signer.key)
        image.hashAlgorithm = "sha512"
        image.hashDigest = String(repeating: "0", count: 128)
        let problem = await #expect(throws: Problem.self) { _ = try await verify(image, signer.certificate) }
        #expect(problem?.reason == "the file is not the image's data")
    }

    @Test("A signature that is none of its kind, or no base64, does not verify")
    func broken() async throws {
        let signer = try signer(Self.curve)
        var image = try await signed(signer.key)
        image.properties["img_signature"] = "c2lnbmVk"
        #expect(try await !verify(image, signer.certificate))
        image.properties["img_signature"] = "?"
        let problem = await #expect(throws: Problem.self) { _ = try await verify(image, signer.certificate) }
        #expect(problem?.reason == "the image's signature is not written in base64")
    }

    @Test(
        "A certificate tells whose it is and of what kind its key; a key or text is none, and another kind is refused")
    func certificates() async throws {
        let signer = try signer(Self.rsa)
        let certificate = try await openSSL.certificate(signer.certificate)
        #expect(certificate.subject == "CN=Image signing,O=Example")
        #expect(certificate.kind.label == "RSA, 2048 bits" && !certificate.isExpired)
        #expect(certificate.notAfter.hasSuffix(" GMT"))
        for file in [signer.key, file] {
            let problem = await #expect(throws: Problem.self) { _ = try await openSSL.certificate(file) }
            #expect(problem?.reason == "there is no certificate in it that openssl can read")
        }
        let image = try await signed(try self.signer(Self.curve).key)
        let problem = await #expect(throws: Problem.self) { _ = try await verify(image, signer.certificate) }
        #expect(problem?.reason == "the certificate's key is of another kind: RSA, 2048 bits")
    }

    @Test("A certificate that has run out is read, and said to be so")
    func expired() async throws {
        let signer = try signer(Self.curve)
        let (request, old) = (path("old.csr"), path("old.crt"))
        try run("req", "-new", "-key", signer.key, "-subj", "/CN=Old", "-out", request)
        try run("x509", "-req", "-in", request, "-signkey", signer.key, "-days", "-1", "-out", old)
        #expect(try await openSSL.certificate(old).isExpired)
    }
}
