/// What a server's first start is to do: a script, or what cloud-init understands beside that (R5).
///
/// It may hold passwords, and is kept nowhere.
package struct UserData: Hashable, Sendable {
    package var bytes: [UInt8]
    /// The file it comes from; nil if it was typed.
    package var path: String?

    package init(_ bytes: [UInt8], path: String? = nil) {
        self.bytes = bytes
        self.path = path
    }

    /// Bytes of it at most: the compute service takes 65,535 characters of base64.
    package static let longest = 65_535 / 4 * 3

    /// The beginnings of a first line that tell programs what it is, and what that is called.
    private static let beginnings = [
        ("#cloud-config-archive", "a cloud-config archive"), ("#cloud-config-jsonp", "a cloud-config patch"),
        ("#cloud-boothook", "a boot hook"), ("#include-once", "an include file"), ("#include", "an include file"),
        ("#part-handler", "a part handler"), ("#upstart-job", "an Upstart job"), ("## template:", "a template"),
        ("content-type:", "a MIME archive"), ("mime-version:", "a MIME archive"), ("from nobody", "a MIME archive"),
        ("#ps1", "a PowerShell script"), ("<powershell>", "a PowerShell script"), ("rem cmd", "a Windows script"),
        ("<script>", "a Windows script"), ("{\"ignition\"", "an Ignition configuration"),
    ]

    private var firstLine: String {
        String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(200), as: UTF8.self)
    }

    /// What it is, by its first line; nil if no program is known that understands it.
    package var kind: String? {
        if bytes.starts(with: [0x1F, 0x8B]) { return "compressed" }
        let line = firstLine
        if line.hasPrefix("#!/") || line.hasPrefix("#! /") { return "a script" }
        if Self.rest(of: line, after: "#cloud-config")?.allSatisfy(\.isWhitespace) == true { return "cloud-config" }
        let lower = line.lowercased()
        return Self.beginnings.first { lower.hasPrefix($0.0) }?.1
    }

    /// Why it cannot be sent, or what cannot be meant; nil if it can.
    package var mistake: String? {
        if bytes.isEmpty { return "It is empty." }
        if bytes.count > Self.longest {
            return "It is too long: \(bytes.count) bytes, and the compute service takes \(Self.longest)."
        }
        guard kind == nil else { return nil }
        let line = firstLine
        if line.hasPrefix("\u{FEFF}") {
            return "It begins with a byte order mark, so that nothing knows its first line."
        }
        if line.allSatisfy(\.isWhitespace) { return "Its first line is empty: it has to say what follows." }
        if line.hasPrefix("#!") { return "#! in its first line has to be followed by a whole path, as in #!/bin/sh." }
        let word = line.lowercased().filter { $0.isLetter }
        if word.hasPrefix("cloudconfig") { return "Its first line has to be exactly #cloud-config." }
        return nil
    }

    /// What is odd about it; nil if nothing is.
    package var warning: String? {
        kind == nil && mistake == nil
            ? "cloud-init does not know what to do with this first line: #!/bin/sh begins a script, #cloud-config a "
                + "configuration, Content-Type: a MIME archive." : nil
    }

    private static func rest(of line: String, after start: String) -> Substring? {
        line.hasPrefix(start) ? line.dropFirst(start.count) : nil
    }
}
