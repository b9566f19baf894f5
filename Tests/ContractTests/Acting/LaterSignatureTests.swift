import Catalog
import Foundation
import TestSupport
import Testing

/// Signatures of images that are there, and limits, on the cloud that has both.
extension PanesTests.SignedImageTests {
    @Test(
        "R81: an image is signed later, its downloaded file verifies by the certificate, another file and signer do not"
    )
    func later() async throws {
        let folder = try TemporaryFolder()
        let (signer, other) = (try Signer.rsa(folder), try Signer.rsa(folder))
        let stage = try await Stage.begin()
        let (owner, seat) = (stage.team.owner, stage.seat)
        let data = Array("the data of an image".utf8)
        let file = try folder.file("downloaded.raw", bytes: data)
        let forged = try folder.file("forged.raw", bytes: Array("the data of an imagf".utf8))
        let id = try await owner.create("0-later")
        try await owner.upload(id, data)
        try await seat.refresh()
        seat.go(to: id)
        seat.press(":", "verify signature")
        #expect(seat.says("It is not signed."))
        seat.press("Esc", ":", "sign image", "Enter", "Tab")

        // Another file of the same size is not signed for it.
        seat.paste(forged)
        try await seat.wait(forWords: "20 B")
        seat.press("Tab")
        seat.paste(signer.key)
        try await seat.wait(forText: "RSA, 2048 bits")
        seat.press("Tab", "Tab", "Tab", "Tab", signer.certificate, "C-s")
        try await seat.wait(forWords: "the file is not the image's data")
        try await stage.expectNothingSent()
        for _ in 0..<5 { seat.press("S-Tab") }
        // Once it is left the field tells that it is being looked into, and then no more.
        seat.press("C-u")
        seat.paste(file)
        seat.press("Tab")
        _ = try await eventually("the look into the file") { seat.says("being looked into") ? nil : true }
        seat.press("C-s")
        try await seat.wait(forWords: "0-later is signed now.")
        try await stage.expect(["PATCH"])
        let record = try await owner.record(id)
        #expect(record["img_signature_key_type"] == "RSA-PSS" && record["img_signature_hash_method"] == "SHA-256")
        #expect(record["img_signature_certificate_uuid"] == .string(signer.certificate))

        try await seat.wait("the row", of: id) { $0?.image.signature == .signed }
        seat.press(":", "verify signature", "Enter")
        seat.paste(file)
        seat.press("Tab")
        seat.paste(try other.certificateFile)
        try await seat.wait(forWords: "CN=vitrine test; RSA, 2048 bits")
        seat.press("C-s")
        try await seat.wait(forWords: "is not one over this file by CN=vitrine test")
        seat.press("C-u")
        seat.paste(try signer.certificateFile)
        try await seat.wait(forWords: "CN=vitrine test; RSA, 2048 bits")
        seat.press("C-s")
        try await seat.wait(forWords: "The signature of 0-later is valid")
        // The service agrees: it takes the same data with the same properties.
        let again = try await owner.create(
            "0-again", "private", Dictionary(Signature.keys.map { ($0, record[$0] ?? .null) }) { $1 })
        try await owner.upload(again, data)
        #expect(try await owner.record(again)["status"] == "active")
    }

    @Test("Limits are shown as the service counts them, with stores and ways of importing")
    func usage() async throws {
        let stage = try await Stage.begin()
        let (owner, seat) = (stage.team.owner, stage.seat)
        try await owner.create("0-counted")
        let told = try await owner.call("GET", "/v2/info/usage").json["usage"]?["image_count_total"]
        let (used, limit) = (try #require(told?["usage"]?.integer), try #require(told?["limit"]?.integer))
        #expect(used > 0 && limit == 2_000)
        seat.press(":", "site usage", "Enter")
        try await seat.wait(forWords: "\(used) of \(limit)")
        try await seat.wait(forWords: "Fast local disk; default: data goes there unless another one is named")
        try await seat.wait(forWords: "copies of data between stores")
        #expect(seat.says("Limits of the project \(stage.team.names.owner)"))
    }
}
