import Browser
import Canvas
import Catalog
import Foundation
import TestSupport
import Testing

extension PanesTests {
    /// Images that are signed as they are created, with keys, against a service that verifies and one that cannot.
    @Suite("Signed images", .serialized, .stage(.owner, isStrict: true))
    struct SignedImageTests {
        /// A key, and its certificate among those of the strict cloud.
        struct Signer {
            let key: String
            let certificate = UUID().uuidString.lowercased()
            var certificateFile: String {
                get throws { try PrivateCloud.strict.state + "/certificates/\(certificate).pem" }
            }

            init(_ folder: TemporaryFolder, _ options: [String]) throws {
                key = folder.url.appendingPathComponent("\(certificate).key").path
                let file = try PrivateCloud.strict.state + "/certificates/\(certificate).pem"
                for command in [
                    ["genpkey", "-out", key] + options,
                    ["req", "-x509", "-new", "-key", key, "-subj", "/CN=vitrine test", "-days", "1", "-out", file],
                ] {
                    let result = try Spawn.run(["openssl"] + command)
                    try #require(result.status == 0, "\(result.output)")
                }
            }

            static func rsa(_ folder: TemporaryFolder) throws -> Signer {
                try Signer(folder, ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"])
            }
        }

        /// Fills in Create Image, the signature made with a key for a certificate, and sends it.
        private func create(
            _ file: SmallDisk, key: String, certificate: String, says kind: String, _ seat: Seat
        ) async throws {
            seat.press("n")
            seat.paste(file.path)
            try await seat.wait(forText: "QCOW2 (version 2)")
            // Past format, name, description, limits, visibility, flags, tags and the groups.
            for _ in 0..<12 { seat.press("Tab") }
            seat.press("Space", "Tab", "a", "a", "Tab")
            seat.paste(key)
            try await seat.wait(forText: kind)
            seat.press("Tab", "Tab", "Tab", "Tab", certificate, "C-s")
        }

        /// The end of the transfer of an image's data.
        private func end(of name: String, _ seat: Seat) async throws -> Transfer {
            try await seat.wait("the end of the transfer") { known in
                known.browser.transfers.last { transfer in
                    switch transfer.state {
                    case .done, .failed: transfer.title == name
                    default: false
                    }
                }
            }
        }

        @Test(
            "R81: what openssl signs here Glance verifies by the certificate, for every kind of key",
            arguments: [
                ("RSA", ["rsa_keygen_bits:2048"], "RSA, 2048 bits", "RSA-PSS"),
                ("EC", ["ec_paramgen_curve:secp384r1"], "The curve secp384r1", "ECC_SECP384R1"),
            ])
        func verified(algorithm: String, options: [String], kind: String, type: String) async throws {
            let folder = try TemporaryFolder()
            let signer = try Signer(folder, ["-algorithm", algorithm] + options.flatMap { ["-pkeyopt", $0] })
            let stage = try await Stage.begin()
            let name = "debian-13-\(algorithm.lowercased())-v1.0"
            let file = try SmallDisk(named: name + ".qcow2")
            try await create(file, key: signer.key, certificate: signer.certificate, says: kind, stage.seat)
            let transfer = try await end(of: name, stage.seat)
            #expect(transfer.state == .done(isVerified: true), "\(transfer.problem?.sentence ?? "")")
            let record = try await stage.team.owner.record(transfer.image)
            #expect(record["status"] == "active")
            #expect(record["img_signature_key_type"] == .string(type))
            #expect(record["img_signature_hash_method"] == "SHA-256")
            #expect(record["img_signature_certificate_uuid"] == .string(signer.certificate))
        }

        @Test("A signature by another key than the certificate's is refused, and the record stays queued")
        func otherKey() async throws {
            let folder = try TemporaryFolder()
            let (signer, other) = (try Signer.rsa(folder), try Signer.rsa(folder))
            let stage = try await Stage.begin()
            let file = try SmallDisk(named: "debian-13-forged-v1.0.qcow2")
            try await create(
                file, key: signer.key, certificate: other.certificate, says: "RSA, 2048 bits", stage.seat)
            let transfer = try await end(of: "debian-13-forged-v1.0", stage.seat)
            let problem = try #require(transfer.problem)
            #expect(transfer.state == .failed && problem.httpStatus == 400)
            #expect(problem.reason.contains("Signature verification failed"))
            #expect(problem.advice.contains("correct the four properties"))
            #expect(problem.requestID?.hasPrefix("req-") == true)
            #expect(try await stage.team.owner.record(transfer.image)["status"] == "queued")
        }

        @Test("A site without a key manager refuses signed data; without the four properties it takes it after all")
        func noKeyManager() async throws {
            let folder = try TemporaryFolder()
            let signer = try Signer.rsa(folder)
            try await Team.use(PrivateCloud.stock) { team in
                let file = try SmallDisk(named: "debian-13-refused-v1.0.qcow2")
                try await Seat.use(["owner": team.entry(team.owner)]) { seat in
                    try await seat.synchronised()
                    try await create(
                        file, key: signer.key, certificate: signer.certificate, says: "RSA, 2048 bits", seat)
                    let transfer = try await end(of: "debian-13-refused-v1.0", seat)
                    let problem = try #require(transfer.problem)
                    #expect(transfer.state == .failed && problem.httpStatus == 400)
                    #expect(problem.advice.contains("has no key manager"))
                    #expect(problem.advice.contains("remove its four img_signature properties"))
                    #expect(problem.requestID?.hasPrefix("req-") == true)
                    #expect(try await team.owner.record(transfer.image)["status"] == "queued")
                    // What is advised does it.
                    let operations: [JSONValue] = Signature.keys.map { ["op": "remove", "path": .string("/" + $0)] }
                    try await team.owner.call("PATCH", "/v2/images/\(transfer.image)", .patch(operations))
                    try await team.owner.upload(transfer.image, [UInt8](Data(contentsOf: URL(filePath: file.path))))
                    #expect(try await team.owner.record(transfer.image)["status"] == "active")
                }
            }
        }
    }
}
