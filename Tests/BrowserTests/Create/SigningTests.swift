import Browser
import Canvas
import Catalog
import Testing

@Suite("Signing at creation")
struct SigningTests {
    private static let certificate = "11111111-2222-4333-8444-555555555555"
    private static let file = "/img/fedora-44-web.qcow2"

    /// The section unfolded, with the focus on how the image is signed.
    private static func pilot(rows: Int = 60) throws -> Pilot {
        let pilot = try CreateImageTests.pilot(rows: rows)
        for _ in 0..<12 { pilot.press("Tab") }
        pilot.press("Space", "Tab")
        return pilot
    }

    /// What kind a public key is of, as the one who reads it tells.
    private static func curve(_ last: UInt8) throws -> KeyKind {
        try #require(
            KeyKind(publicKey: [
                0x30, 0x14, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x05, 0x2B, 0x81,
                0x04,
                0x00, last, 0x03, 0x00,
            ]))
    }

    private static let secp384r1: UInt8 = 0x22
    private static let secp256k1: UInt8 = 0x0A

    /// A private key named, looked into, and the certificate given.
    private static func withKey(_ kind: Result<KeyKind, Problem>? = nil) throws -> Pilot {
        let pilot = try pilot()
        pilot.press("a", "a", "Tab")
        pilot.paste("~/key.pem")
        let key = SigningKey(path: "~/key.pem")
        #expect(pilot.effects.contains(.lookIntoKey(key)))
        pilot.send(.keyKind(key, try kind ?? .success(curve(secp384r1))))
        pilot.press("Tab", "Tab", "Tab", "Tab", certificate)
        return pilot
    }

    private static func request(
        passphrase: String? = nil, hash: SignatureHash = .sha256, type: SignatureKeyType? = .secp384r1
    ) -> SigningRequest {
        SigningRequest(
            file: file, key: SigningKey(path: "~/key.pem", passphrase: passphrase.map { Secret($0) }), hash: hash,
            keyType: type)
    }

    @Test("R81: four values that were given are sent with the record")
    func values() throws {
        let pilot = try Self.pilot()
        pilot.press("v", "Tab", "c2lnbmVk", "Tab", "s", "s", "Tab", "r", "Tab", Self.certificate, "C-s")
        let properties = try #require(CreateImageTests.created(pilot)?.image.properties)
        #expect(
            properties == [
                "img_signature": "c2lnbmVk", "img_signature_hash_method": "SHA-256",
                "img_signature_key_type": "RSA-PSS", "img_signature_certificate_uuid": Self.certificate,
            ])
    }

    @Test("Values that were given and then taken back are not sent")
    func takenBack() throws {
        let pilot = try Self.pilot()
        pilot.press("v", "Tab", "c2lnbmVk", "S-Tab", "Home", "C-s")
        #expect(CreateImageTests.created(pilot)?.image.properties == [:])
    }

    @Test("A signature in a file is read, and told where it is none")
    func signatureFile() throws {
        let pilot = try Self.pilot()
        pilot.press("a", "Tab")
        pilot.paste("/img/web.sig")
        #expect(pilot.effects.contains(.readSignature("/img/web.sig")))
        pilot.send(
            .signatureRead("/img/web.sig", .failure(Problem(.file, attempt: "Could not read", reason: "it is empty"))))
        pilot.press("C-s")
        #expect(pilot.shows("It is empty."))
        pilot.send(.signatureRead("/img/web.sig", .success("c2lnbmVk")))
        #expect(pilot.shows("8 characters in base64."))
        pilot.press("Tab", "s", "Tab", "r", "Tab", Self.certificate, "C-s")
        let properties = try #require(CreateImageTests.created(pilot)?.image.properties)
        #expect(properties["img_signature"] == "c2lnbmVk")
        #expect(properties["img_signature_hash_method"] == "SHA-224")
    }

    @Test("With a key the image is signed first, its progress is shown, and the record is made with the signature")
    func made() throws {
        let pilot = try Self.withKey()
        #expect(pilot.shows("The curve secp384r1."))
        pilot.press("C-s")
        #expect(CreateImageTests.created(pilot) == nil)
        #expect(pilot.effects.contains(.sign(Self.request())))
        #expect(pilot.shows("Signing fedora-44-web.qcow2"))
        pilot.send(.signing(Self.request(), .progress(1 << 30, of: 4 << 30)))
        #expect(pilot.shows("1.0 GiB of 4.0 GiB"))
        #expect(pilot.effects.filter { $0 == .sign(Self.request()) }.count == 1)
        pilot.send(
            .signing(Self.request(), .done(MadeSignature(text: "bWFkZQ==", hash: .sha256, keyType: .secp384r1))))
        let properties = try #require(CreateImageTests.created(pilot)?.image.properties)
        #expect(
            properties == [
                "img_signature": "bWFkZQ==", "img_signature_hash_method": "SHA-256",
                "img_signature_key_type": "ECC_SECP384R1", "img_signature_certificate_uuid": Self.certificate,
            ])
    }

    @Test("Esc stops the signing, and nothing is sent; another try signs anew")
    func stopped() throws {
        let pilot = try Self.withKey()
        pilot.press("C-s", "Esc")
        #expect(pilot.effects.contains(.stopSigning))
        #expect(pilot.shows("~/key.pem"))
        pilot.press("C-s")
        #expect(CreateImageTests.created(pilot) == nil)
        #expect(pilot.effects.filter { $0 == .sign(Self.request()) }.count == 2)
    }

    @Test("What keeps openssl from signing is told, and the form stays")
    func failed() throws {
        let pilot = try Self.withKey()
        pilot.press("C-s")
        let problem = Problem(.file, attempt: "Could not sign it", reason: "it was written to meanwhile")
        pilot.send(.signing(Self.request(), .failed(problem)))
        #expect(pilot.shows("Could not sign it: it was written to meanwhile."))
        #expect(CreateImageTests.created(pilot) == nil)
        pilot.press("C-s")
        #expect(pilot.effects.filter { $0 == .sign(Self.request()) }.count == 2)
    }

    @Test("A signature is used once: an image that was refused is signed anew, for the file may have changed")
    func once() throws {
        let pilot = try Self.withKey()
        pilot.press("C-s")
        let made = MadeSignature(text: "bWFkZQ==", hash: .sha256, keyType: .secp384r1)
        pilot.send(.signing(Self.request(), .done(made)))
        let id = try #require(CreateImageTests.created(pilot)?.id)
        pilot.send(.creation(id, .refused(Problem(.limitReached, attempt: "Could not create it", reason: "quota"))))
        pilot.press("C-s")
        #expect(pilot.effects.filter { $0 == .sign(Self.request()) }.count == 2)
    }

    @Test("A key that signs no images is refused, and so is another type than the key's")
    func types() throws {
        let unfit = try Self.withKey(.success(try Self.curve(Self.secp256k1)))
        unfit.press("C-s")
        #expect(unfit.shows("Image services know no signatures by such keys."))
        let pilot = try Self.withKey()
        pilot.press("S-Tab", "Home", "Right", "C-s")
        #expect(pilot.shows("The key is of another kind: the curve secp384r1."))
        for pilot in [unfit, pilot] {
            #expect(!pilot.effects.contains { if case .sign = $0 { true } else { false } })
        }
    }

    @Test("An encrypted key asks for its passphrase, which is tried when it is left, shown as dots, and never kept")
    func passphrase() throws {
        let encrypted = Problem(
            .credentialMissing, attempt: "Could not read the key", reason: "the key is encrypted",
            advice: "Enter its passphrase.")
        let pilot = try Self.withKey(.failure(encrypted))
        pilot.press("C-s")
        #expect(pilot.shows("The key is encrypted. Enter its passphrase."))
        // Submitting went to the field.
        pilot.press("geheim")
        let key = SigningKey(path: "~/key.pem", passphrase: Secret("geheim"))
        #expect(!pilot.effects.contains(.lookIntoKey(key)))
        pilot.press("Tab")
        #expect(pilot.effects.contains(.lookIntoKey(key)))
        #expect(!pilot.shows("geheim"))
        pilot.send(.keyKind(key, .success(try Self.curve(Self.secp384r1))))
        pilot.press("C-s")
        #expect(pilot.effects.contains(.sign(Self.request(passphrase: "geheim"))))
        #expect(!"\(pilot.effects)".contains("geheim"))
        pilot.send(.terminated)
        let draft = try #require(
            pilot.effects.compactMap { if case .saveDraft(let draft) = $0 { draft } else { nil } }.last)
        #expect(!draft.answers.values.contains { $0.contains("geheim") })
        #expect(draft.answers["key"] == "~/key.pem")
    }

    @Test("Without openssl, and without a file, making a signature is dimmed with the reason")
    func dimmed() throws {
        let pilot = try CreateImageTests.pilot(rows: 60, signingRefusal: "The program openssl is not installed here.")
        for _ in 0..<12 { pilot.press("Tab") }
        pilot.press("Space", "Tab")
        pilot.press("a", "a")
        #expect(pilot.shows("The program openssl is not installed here."))
        pilot.press("C-s")
        #expect(CreateImageTests.created(pilot) == nil)
        let empty = try CreateImageTests.pilot(rows: 60, file: nil)
        empty.press("S-Tab", "End")
        for _ in 0..<12 { empty.press("Tab") }
        empty.press("Space", "Tab", "a", "a")
        #expect(empty.shows("Only a file of this machine can be signed here."))
    }

    @Test("The commands make the signature before they create the image")
    func commands() throws {
        let pilot = try Self.withKey()
        pilot.press("M-n", "M-n", "Y")
        let copied = pilot.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
        #expect(
            copied?.hasPrefix(
                "signature=$(openssl dgst -sha256 -sign '~/key.pem' /img/fedora-44-web.qcow2 | base64 -w0)\n") == true)
        #expect(copied?.contains("--property img_signature=\"$signature\"") == true)
    }

    @Test("A signature entered among the metadata shows in its fields")
    func mirrored() throws {
        let pilot = try CreateImageTests.pilot(rows: 60)
        pilot.press("M-n", "+", "img_signature", "Enter", "c2lnbmVk", "Enter", "M-p")
        #expect(pilot.shows("given"))
        pilot.press("C-s")
        #expect(pilot.shows("All four of a signature are needed, or none."))
    }

    @Test("The section at 80×24", arguments: ["values", "key"])
    func golden(way: String) throws {
        let pilot = way == "key" ? try Self.withKey() : try Self.pilot()
        if way == "values" { pilot.press("v", "Tab", "c2lnbmVk", "Tab", "Tab", "Tab") }
        pilot.resize(columns: 80, rows: 24)
        Golden.expect(pilot.frame, "create-signature-\(way)-80x24")
    }
}
