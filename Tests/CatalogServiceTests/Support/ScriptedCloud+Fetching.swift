import Catalog
import CatalogService
import Foundation
import OpenStack

/// Data of images, which comes 16 bytes at a time. In words: `download 1`, `download 1 from 32`.
extension ScriptedCloud {
    func download(_ id: ImageID, size: Int64?, into file: IncomingFile) async throws(Problem) {
        let first = Int(file.count)
        let words = "download \(id.short)" + (first > 0 ? " from \(first)" : "")
        let data = try await answer(words) { (state) throws(Problem) in
            guard let image = state.images[id] else { throw .missing }
            if image.status == .deactivated, !state.session.isAdmin {
                throw Problem(.forbidden, attempt: "Could not fetch", reason: "it is deactivated", httpStatus: 403)
            }
            return state.data[id] ?? []
        }
        for start in stride(from: first, to: data.count, by: 16) {
            try await file.append(Array(data[start..<min(start + 16, data.count)]))
            if let problem = await with({ $0.arriving })(id, Int(file.count)) { throw problem }
            if Task.isCancelled { throw Problem(.cancelled, attempt: words, reason: "cancelled") }
        }
    }

    /// Adds an image that holds the sample.
    @discardableResult
    func putSample(_ number: Int = 1, status: ImageStatus = .active) -> Image {
        var image = CatalogServiceTests.image(number, status: status)
        image.diskFormat = "qcow2"
        image.size = Int64(Sample.bytes.count)
        (image.hashAlgorithm, image.hashDigest, image.checksum) = ("sha512", Sample.sha512, Sample.md5)
        put(image)
        with { $0.data[image.id] = Sample.bytes }
        return image
    }

    /// What was asked of images' data and of their activation.
    var exporting: [String] {
        calls.filter { call in ["download", "deactivate", "reactivate"].contains { call.hasPrefix($0 + " ") } }
    }

    /// Lets the download stop at so many bytes until whoever wants them gives up.
    func hold(at count: Int) {
        with { state in
            state.arriving = { _, there in
                if there >= count { try? await Task.sleep(for: .seconds(3_600)) }
                return nil
            }
        }
    }
}

/// The two-block message of FIPS 180-2, C.2, and its hashes.
enum Sample {
    static let text =
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
    static let bytes = Array(text.utf8)
    static let sha512 =
        "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
        + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
    /// By md5sum.
    static let md5 = "03dd8807a93175fb062dfb55dc7d359c"
}

/// The folder that a test exports to.
final class TargetFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/export-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func export(_ image: Image, deactivates: Bool = false, name: String = "disk.qcow2") -> ImageExport {
        var export = ImageExport(image, to: path + "/" + name)
        export.deactivates = deactivates
        return export
    }

    /// What is in it, by name.
    var files: [String: String] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: path)
            return Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (
                        name,
                        String(
                            decoding: FileManager.default.contents(atPath: path + "/" + name) ?? Data(), as: UTF8.self)
                    )
                })
        }
    }

    /// Makes it hold these and nothing else.
    func fill(_ files: [String: String]) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name)) }
    }
}
