import Browser
import Canvas
import Catalog
import Testing

@Suite("Verify Signature")
struct VerifySignatureTests {
    private static func pilot(on name: String = "b-signed", rows: Int = 40, signingRefusal: String? = nil) -> Pilot {
        let pilot = Pilot.signedIn(
            columns: 80, rows: rows, session: Samples.reader, entries: SignImageTests.entries,
            signingRefusal: signingRefusal)
        pilot.leavesEffects = true
        pilot.go(to: name)
        pilot.press(":", "verify signature", "Enter")
        return pilot
    }

    private static func certificate(isExpired: Bool = false) throws -> Certificate {
        Certificate(
            subject: "CN=Image signing,O=Example", notAfter: "Nov 29 02:00:00 2027 GMT", isExpired: isExpired,
            kind: try SignImageTests.rsa(), publicKey: "")
    }

    /// File and certificate named and looked into.
    private static func filled(_ certificate: Result<Certificate, Problem>? = nil, rows: Int = 40) throws -> Pilot {
        let pilot = pilot(rows: rows)
        pilot.paste("/img/b.qcow2")
        #expect(pilot.effects.contains(.lookIntoFile("/img/b.qcow2")))
        pilot.send(.fileFacts("/img/b.qcow2", .success(try SignImageTests.data("/img/b.qcow2", 4_096))))
        pilot.press("Tab")
        pilot.paste("~/signer.pem")
        #expect(pilot.effects.contains(.lookIntoCertificate("~/signer.pem")))
        pilot.send(.certificate("~/signer.pem", try certificate ?? .success(Self.certificate())))
        return pilot
    }

    private static let request = VerificationRequest(
        file: "/img/b.qcow2", certificate: "~/signer.pem", image: SignImageTests.entries[1].image)

    @Test("R81: file and certificate are named, progress is shown, and a valid signature is told with its signer")
    func valid() throws {
        let pilot = try Self.filled()
        #expect(pilot.says("CN=Image signing,O=Example; RSA, 16 bits"))
        pilot.press("C-s")
        #expect(pilot.effects.contains(.verify(Self.request)))
        pilot.send(.verification(Self.request, .progress(1 << 20, of: 4 << 20)))
        #expect(pilot.shows("Verifying b.qcow2: 1.0 MiB of 4.0 MiB"))
        pilot.send(.verification(Self.request, .done(isValid: true)))
        #expect(
            pilot.status
                == "The signature of b-signed is valid: the file is what CN=Image signing,O=Example signed.")
        #expect(pilot.plans.isEmpty)
    }

    @Test("R81: a signature that is not one over the file is told, and the form stays; Esc ends a verification")
    func invalid() throws {
        let pilot = try Self.filled()
        pilot.press("C-s")
        pilot.send(.verification(Self.request, .done(isValid: false)))
        #expect(pilot.says("The signature of b-signed is not one over this file by CN=Image signing,O=Example."))
        pilot.press("C-s", "Esc")
        #expect(pilot.effects.contains(.stopSigning))
        #expect(pilot.shows("~/signer.pem"))
    }

    @Test("What is wrong with the certificate is told before: none, of another kind, run out")
    func certificates() throws {
        let none = Problem(.file, attempt: "Could not read it", reason: "there is no certificate in it")
        let pilot = try Self.filled(.failure(none))
        pilot.press("C-s")
        #expect(pilot.shows("There is no certificate in it."))
        #expect(!pilot.effects.contains(.verify(Self.request)))
        let expired = try Self.filled(.success(Self.certificate(isExpired: true)))
        #expect(expired.says("It ran out on Nov 29 02:00:00 2027 GMT."))
    }

    @Test("The commands that verify by hand are shown")
    func commands() throws {
        let pilot = try Self.filled()
        #expect(pilot.says("openssl x509 -in '~/signer.pem' -noout -pubkey > key.pub"))
        #expect(pilot.says("-verify key.pub -signature image.sig /img/b.qcow2"))
    }

    @Test("Unsigned and incomplete images, and machines without openssl, are refused with the reason")
    func refused() {
        #expect(Self.pilot(on: "a-unsigned").status == "It is not signed.")
        #expect(
            Self.pilot(on: "c-incomplete").status == "Its signature is incomplete: all four properties are needed.")
        let reason = "The program openssl is not installed here."
        #expect(Self.pilot(signingRefusal: reason).status == reason)
    }

    @Test("Verify Signature at 80×24")
    func golden() throws {
        Golden.expect(try Self.filled(rows: 24).frame, "verify-signature-80x24")
    }
}
