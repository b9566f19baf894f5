internal import Browser

/// Does what the browser asks for outside of it, without ever waiting for that: outcomes come back through the mailbox.
protocol EffectRunner: AnyObject, Sendable {
    func run(_ effect: Effect)
    /// Says that the program is about to be stopped, or goes on, and waits for a moment until what that means is done.
    func rest(_ isResting: Bool)
}
