internal import Canvas
internal import Terminal
internal import TestSupport

/// Shows one random frame after another, one for every key.
struct RandomProbe: Probe {
    private var frames: RandomFrames?

    mutating func take(_ input: Input) {
        if case .key = input { frames?.advance() }
    }

    mutating func frame(for terminal: any Terminal) -> Frame {
        let frames = self.frames ?? RandomFrames(size: terminal.size, seed: 1)
        self.frames = frames
        return frames.frame
    }
}
