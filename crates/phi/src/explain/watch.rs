//! Looking on while the engine works.

use crate::recognize::Candidate;

/// A point in an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Recognizers and fields have proposed, for every page: segments first, windows over seams last.
    Proposed,
    /// All layers have spoken, and everything stands in its segment.
    Gathered,
    /// Overlaps are settled.
    Settled,
    /// Versions of programs are taken out, and people linked.
    Resolved,
}

/// Somebody who looks on.
pub(crate) trait Watch {
    /// Sees the candidates of every page after a step.
    fn after(&mut self, step: Step, own: &[Vec<Candidate>]);
}

/// Nobody looks on.
impl Watch for () {
    fn after(&mut self, _: Step, _: &[Vec<Candidate>]) {}
}

/// The candidates of every page after each step.
#[derive(Default)]
pub(super) struct Record {
    pub(super) proposed: Vec<Vec<Candidate>>,
    pub(super) gathered: Vec<Vec<Candidate>>,
    pub(super) settled: Vec<Vec<Candidate>>,
    pub(super) resolved: Vec<Vec<Candidate>>,
}

impl Watch for Record {
    fn after(&mut self, step: Step, own: &[Vec<Candidate>]) {
        let held = match step {
            Step::Proposed => &mut self.proposed,
            Step::Gathered => &mut self.gathered,
            Step::Settled => &mut self.settled,
            Step::Resolved => &mut self.resolved,
        };
        *held = own.to_vec();
    }
}
