internal import Catalog

/// What openssl says, in the words of this program.
extension OpenSSL {
    static func problem(_ outcome: ChildProcess.Outcome, _ key: SigningKey, _ attempt: String) -> Problem {
        let said = outcome.errors.lowercased()
        func says(_ words: String...) -> Bool { words.contains { said.contains($0) } }
        // OpenSSL 3 tries all formats, and what it says last is about the last one that it tried.
        if says("bad decrypt", "wrong password", "bad password read", "empty password", "password is incorrect") {
            let isEmpty = key.passphrase?.revealed.isEmpty ?? true
            return Problem(
                .credentialMissing, attempt: attempt,
                reason: isEmpty ? "the key is encrypted" : "the passphrase does not open the key",
                advice: isEmpty ? "Enter its passphrase." : "")
        }
        if says("could not read private key", "could not find private key", "could not read key", "unable to load") {
            return Problem(
                .file, attempt: attempt, reason: "there is no private key in \(key.path) that openssl can read")
        }
        // Its own lines begin with a thread's number in hexadecimal, others with a word.
        let lines = outcome.errors.split(separator: "\n")
        let telling = lines.first { $0.contains(":error:") } ?? lines.first
        let reason = telling.map { line in
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            return parts.count > 5 && parts[1] == "error" ? String(parts[5]) : String(line)
        }
        return Problem(
            .file, attempt: attempt,
            reason: "openssl ended with \(outcome.status)" + (reason.map { ": \($0)" } ?? ""))
    }

    static func stopped(_ attempt: String) -> Problem {
        Problem(.cancelled, attempt: attempt, reason: "it was stopped")
    }

    static func otherData(_ attempt: String) -> Problem {
        Problem(
            .file, attempt: attempt, reason: "the file is not the image's data",
            advice: "A signature has to be over exactly what the image service has.")
    }
}
