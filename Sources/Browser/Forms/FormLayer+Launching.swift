internal import Canvas
internal import Catalog

/// A form while the server it asked for is being made.
extension FormLayer {
    /// Leaves a server to itself that is being made; the status line tells later what became of it.
    mutating func leave(_ run: LaunchRun, in browser: inout Browser) -> LayerReply {
        guard let server = run.server else {
            browser.say(.plain, "It was sent already. The compute service's answer is awaited.")
            return .stay
        }
        browser.launches.append(run)
        browser.say(.plain, "\(server.title) goes on being built. This line tells when that has come to an end.")
        return .close
    }

    mutating func conclude(_ run: LaunchRun, in browser: inout Browser) -> LayerReply {
        if let problem = run.refusal {
            phase = .failed(problem.sentence)
            dialog.place(problem)
            refresh(in: &browser)
            return .stay
        }
        guard run.isOver else { return .stay }
        guard run.isGood else {
            phase = .failed(run.sentence)
            return .stay
        }
        browser.say(.done, run.sentence)
        return .close
    }
}

extension Browser {
    /// Tells of servers whose dialog was left.
    mutating func followLaunches(_ event: Event) {
        for index in launches.indices where launches[index].take(event) {
            let run = launches[index]
            guard run.isOver else { return }
            launches.remove(at: index)
            return say(run.isGood ? .done : .error, run.sentence)
        }
    }
}
