package import Catalog

/// How a plan goes on.
package enum PlanReport: Sendable {
    /// What became of a step, by its number. A step that is held is reported again.
    case step(Int, StepOutcome)
    case ended
}
