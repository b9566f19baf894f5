import Browser
import Canvas
import Catalog
import Testing

@Suite("Sign Image, later than at creation")
struct SignImageTests {
    private static let certificate = "11111111-2222-4333-8444-555555555555"
    static let signature: Properties = [
        "img_signature": "c2lnbmVk", "img_signature_hash_method": "SHA-256", "img_signature_key_type": "RSA-PSS",
        "img_signature_certificate_uuid": certificate,
    ]
    static let entries = [
        Samples.entry(1, "a-unsigned", .private, size: 4_096),
        Samples.entry(2, "b-signed", .private, size: 4_096, properties: signature),
        Samples.entry(
            3, "c-incomplete", .private, size: 4_096,
            properties: ["img_signature": "c2lnbmVk", "img_signature_hash_method": "SHA-256"]),
        Samples.entry(4, "d-published", .shared, size: 4_096, properties: signature),
    ]

    static func pilot(
        on name: String, session: Session = Samples.member, rows: Int = 40, signingRefusal: String? = nil
    ) -> Pilot {
        let pilot = Pilot.signedIn(
            columns: 80, rows: rows, session: session, entries: entries, signingRefusal: signingRefusal)
        pilot.leavesEffects = true
        pilot.go(to: name)
        pilot.press(":", "sign image", "Enter")
        return pilot
    }

    /// A file of so many bytes.
    static func data(_ path: String, _ size: Int) throws -> ImageFileFacts {
        try ImageFileFacts(inspecting: ByteSource(Array(repeating: 1, count: size)), path: path)
    }

    /// What kind a public key is of, as the one who reads it tells.
    static func rsa() throws -> KeyKind {
        let modulus: [UInt8] = [0x02, 0x03, 0x00, 0xC3, 0x01]
        let key: [UInt8] = [0x30, 0x08] + modulus + [0x02, 0x01, 0x03]
        let algorithm: [UInt8] = [
            0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
        ]
        let bits: [UInt8] = [0x03, 0x0B, 0x00] + key
        return try #require(KeyKind(publicKey: [0x30, UInt8(algorithm.count + bits.count)] + algorithm + bits))
    }

    @Test("R81: with a key the file of the data is signed first and compared with the image, then all four are set")
    func made() throws {
        let pilot = Self.pilot(on: "a-unsigned")
        #expect(pilot.shows("unsigned"))
        pilot.press("Tab")
        pilot.paste("/img/a.qcow2")
        #expect(pilot.effects.contains(.lookIntoFile("/img/a.qcow2")))
        pilot.send(.fileFacts("/img/a.qcow2", .success(try Self.data("/img/a.qcow2", 4_096))))
        pilot.press("Tab")
        pilot.paste("~/key.pem")
        pilot.send(.keyKind(SigningKey(path: "~/key.pem"), .success(try Self.rsa())))
        pilot.press("Tab", "Tab", "Tab", "Tab", Self.certificate)
        #expect(pilot.says("signature=$(openssl dgst -sha256"))
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
        let request = SigningRequest(
            file: "/img/a.qcow2", key: SigningKey(path: "~/key.pem"), hash: .sha256, keyType: .rsaPSS,
            image: Self.entries[0].image)
        #expect(pilot.effects.contains(.sign(request)))
        pilot.send(.signing(request, .done(MadeSignature(text: "bWFkZQ==", hash: .sha256, keyType: .rsaPSS))))
        let patch = try #require(pilot.changes.first)
        #expect(
            patch
                == .edit(
                    ImagePatch([
                        ImagePatch.Entry(.property("img_signature"), from: nil, to: .string("bWFkZQ==")),
                        ImagePatch.Entry(
                            .property("img_signature_certificate_uuid"), from: nil, to: .string(Self.certificate)),
                        ImagePatch.Entry(.property("img_signature_hash_method"), from: nil, to: .string("SHA-256")),
                        ImagePatch.Entry(.property("img_signature_key_type"), from: nil, to: .string("RSA-PSS")),
                    ])))
        #expect(pilot.plans[0].steps[0].seen == Self.entries[0].image)
    }

    @Test("A file of another size than the image's is told before anything is signed")
    func otherFile() throws {
        let pilot = Self.pilot(on: "a-unsigned")
        pilot.press("Tab")
        pilot.paste("/img/b.qcow2")
        pilot.send(.fileFacts("/img/b.qcow2", .success(try Self.data("/img/b.qcow2", 1_024))))
        pilot.press("Tab")
        #expect(pilot.says("It is not the image's data: it has 1024 bytes, and the image 4096."))
    }

    @Test("R81: an incomplete signature says what is missing, and is completed by what is typed")
    func incomplete() {
        let pilot = Self.pilot(on: "c-incomplete")
        #expect(
            pilot.says("incomplete: img_signature_key_type, img_signature_certificate_uuid missing"))
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.shows("All four of a signature are needed, or none."))
        // Submitting went to the first mistake, the key type.
        pilot.press("r", "Tab", Self.certificate, "C-s")
        guard case .edit(let patch)? = pilot.changes.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(
            patch.entries.map(\.field.name) == ["img_signature_certificate_uuid", "img_signature_key_type"])
    }

    @Test("A signature is taken away whole, after a question")
    func removed() {
        let pilot = Self.pilot(on: "b-signed")
        #expect(pilot.shows("signed, RSA-PSS over SHA-256"))
        pilot.press("Home", "C-s")
        #expect(pilot.says("Take the signature of b-signed (owner platform) away?"))
        #expect(pilot.plans.isEmpty)
        pilot.press("Enter")
        guard case .edit(let patch)? = pilot.changes.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(Set(patch.entries.map(\.field.name)) == Set(Signature.keys))
        #expect(patch.entries.allSatisfy { $0.to == nil })
    }

    @Test("R3: the signature of a published image is locked, but for an override with a reason in the log")
    func published() {
        let pilot = Self.pilot(on: "d-published")
        #expect(pilot.shows("Change it anyway"))
        pilot.press("C-s")
        #expect(pilot.plans.isEmpty)
        #expect(pilot.says("Locked, because the image is published: a new version takes its place."))
        pilot.press("Space", "Tab", "wrong key", "Tab", "Home", "C-s", "Enter")
        #expect(pilot.plans.first?.note == "wrong key")
    }

    @Test("Without openssl a key cannot be used, with the reason; values can")
    func noProgram() {
        let pilot = Self.pilot(on: "a-unsigned", signingRefusal: "The program openssl is not installed here.")
        pilot.press("End")
        #expect(pilot.shows("The program openssl is not installed here."))
        pilot.press("Home", "Right", "Tab", "c2lnbmVk", "Tab", "s", "s", "Tab", "r", "Tab", Self.certificate, "C-s")
        #expect(pilot.changes.count == 1)
    }

    @Test("The check of an incomplete signature leads here")
    func check() {
        #expect(Self.entries[2].findings.first { $0.kind == .incompleteSignature }?.fix == .signImage)
    }

    @Test("R81: the column shows signed, incomplete and unsigned")
    func column() {
        var settings = Settings()
        #expect(settings.read("[columns]\nimages = [\"name\", \"signature\"]\n", file: "s").isEmpty)
        let pilot = Pilot.signedIn(settings: settings, entries: Self.entries)
        for words in ["a-unsigned", "unsigned", "SIGNATURE", "incomplete"] { #expect(pilot.shows(words)) }
    }

    @Test("Sign Image at 80×24")
    func golden() {
        Golden.expect(Self.pilot(on: "a-unsigned", rows: 24).frame, "sign-image-80x24")
    }
}
