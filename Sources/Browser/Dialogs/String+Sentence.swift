extension String {
    /// This clause as a sentence of its own: with a capital and a full stop.
    var asSentence: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
    }
}
