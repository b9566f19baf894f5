internal import Browser

/// Does what the browser asks for outside of it, without ever waiting: outcomes come back through the mailbox.
@MainActor
protocol EffectRunner: AnyObject {
    func run(_ effect: Effect)
}
