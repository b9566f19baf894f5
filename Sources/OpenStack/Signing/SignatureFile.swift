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
        let attempt = "Could not read \(path)"
        let bytes = try LocalFile(path).whole(atMost: longest, for: "a signature")
        guard !bytes.isEmpty else { throw Problem(.file, attempt: attempt, reason: "it is empty") }
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
