package import Catalog
internal import Foundation

/// A signature in a file, as programs write them: binary, or in base64.
package enum SignatureFile {
    /// More than the largest key makes.
    static let longest = 65_536

    /// The signature in base64, on one line.
    ///
    /// - Throws: `Problem` of the kind `file` if there is none in it.
    package static func read(_ path: String) throws(Problem) -> String {
        let file = try LocalFile(path)
        let attempt = "Could not read \(path)"
        guard file.size > 0 else { throw Problem(.file, attempt: attempt, reason: "it is empty") }
        guard file.size <= longest else {
            throw Problem(.file, attempt: attempt, reason: "it is too large for a signature (\(file.size) bytes)")
        }
        var bytes = [UInt8](repeating: 0, count: Int(file.size))
        var failure: Problem?
        bytes.withUnsafeMutableBytes { space in
            do throws(Problem) { _ = try file.read(into: space, at: 0) } catch { failure = error }
        }
        if let failure { throw failure }
        let text = String(decoding: bytes.filter { !" \t\r\n".utf8.contains($0) }, as: UTF8.self)
        if text.hasPrefix("-----BEGIN") {
            throw Problem(.file, attempt: attempt, reason: "it is a key or certificate, and no signature")
        }
        return text.isBase64 && !text.isEmpty ? text : bytes.base64
    }
}

extension [UInt8] {
    var base64: String { Data(self).base64EncodedString() }
}
