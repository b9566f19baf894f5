internal import Browser

/// Does what the browser asks for outside of it, without ever waiting: outcomes come back through the mailbox.
protocol EffectRunner: AnyObject, Sendable {
    func run(_ effect: Effect)
}
