//! The chain of labels over a page: how likely each label of each token is, given all tokens.
//!
//! A linear-chain conditional random field, read by the forward-backward algorithm (Lafferty, McCallum, Pereira 2001) with
//! numbers that are brought back to a sum of one at every step, so that no text is too long.

use super::core::{Core, Scores};
use super::label::LABELS;

/// As many numbers as the processor adds up at once: one for each label, and an empty one.
pub(super) const LANES: usize = 8;

/// How likely each label is; adds up to one. Behind the last label stands nothing.
pub(super) type Chances = [f32; LANES];

/// How labels follow each other.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// Factors of the first label.
    start: Chances,
    /// Factors from one label to the next.
    step: [Chances; LANES],
    /// The same, by the label that follows.
    back: [Chances; LANES],
}

impl Chain {
    pub(super) fn new(core: &Core) -> Self {
        let mut step = [[0.0; LANES]; LANES];
        for (to, row) in step.iter_mut().zip(&core.step) {
            *to = wide(row.map(f32::exp));
        }
        let mut back = step;
        for (from, row) in step.iter().enumerate() {
            for (back, factor) in back.iter_mut().zip(row) {
                back.get_mut(from)
                    .into_iter()
                    .for_each(|cell| *cell = *factor);
            }
        }
        Self {
            start: wide(core.start.map(f32::exp)),
            step,
            back,
        }
    }

    /// The chances of every token, of which each alone has these factors.
    pub(super) fn chances(&self, alone: &[Chances]) -> Vec<Chances> {
        let mut chances = self.forward(alone);
        let mut later = [1.0; LANES];
        for (ahead, alone) in chances.iter_mut().zip(alone).rev() {
            *ahead = normal(times(ahead, &later));
            later = normal(passed(&times(alone, &later), &self.back));
        }
        chances
    }

    fn forward(&self, alone: &[Chances]) -> Vec<Chances> {
        let mut coming = self.start;
        let step = |alone: &Chances| {
            let here = normal(times(&coming, alone));
            coming = passed(&here, &self.step);
            here
        };
        alone.iter().map(step).collect()
    }
}

/// What chances come to one token further.
fn passed(chances: &Chances, factors: &[Chances; LANES]) -> Chances {
    let mut sum = [0.0; LANES];
    for (chance, row) in chances.iter().zip(factors) {
        for (sum, factor) in sum.iter_mut().zip(row) {
            *sum += chance * factor;
        }
    }
    sum
}

/// The factors that scores come to, the largest being one.
pub(super) fn factors(scores: &[f32; LANES]) -> Chances {
    let most = scores.iter().take(LABELS).copied().fold(f32::MIN, f32::max);
    let mut factors = scores.map(|score| exp(score - most));
    factors.iter_mut().skip(LABELS).for_each(|none| *none = 0.0);
    factors
}

/// e to the power of `x`, to the last but one bit of what is not far below one; numbers too small to matter come out near
/// 1e-38. Without calls or branches the processor computes all labels at once, and every machine the same.
///
/// By powers of two: `x` is split into a whole power, which is put into the exponent of the number itself, and a rest of at
/// most a half, for which Taylor's series is added up.
fn exp(x: f32) -> f32 {
    use std::f32::consts::{LN_2, LOG2_E};
    /// Adding so much leaves a whole number in the last bits of a number.
    const WHOLE: f32 = 12_582_912.0;
    let power = x.clamp(-87.0, 87.0) * LOG2_E;
    let rounded = power + WHOLE;
    let rest = (power - (rounded - WHOLE)) * LN_2;
    let series = [5040.0, 720.0, 120.0, 24.0, 6.0, 2.0_f32];
    let sum = series.iter().fold(0.0, |sum, part| sum * rest + 1.0 / part);
    let exponent = rounded
        .to_bits()
        .wrapping_sub(WHOLE.to_bits())
        .wrapping_add(127);
    ((sum * rest + 1.0) * rest + 1.0) * f32::from_bits(exponent << 23)
}

/// The same numbers with nothing behind.
pub(super) fn wide(scores: Scores) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    let pairs = lanes.iter_mut().zip(scores);
    pairs.for_each(|(lane, score)| *lane = score);
    lanes
}

fn times(a: &Chances, b: &Chances) -> Chances {
    let mut out = *a;
    out.iter_mut().zip(b).for_each(|(out, b)| *out *= b);
    out
}

/// The same, adding up to one.
fn normal(chances: Chances) -> Chances {
    let sum: f32 = chances.iter().sum();
    let factor = if sum > 0.0 { 1.0 / sum } else { 0.0 };
    chances.map(|chance| chance * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds up every sequence of labels, one by one.
    fn by_hand(core: &Core, scores: &[Scores]) -> Vec<Chances> {
        let mut sums = vec![[0.0; LANES]; scores.len()];
        for sequence in 0..LABELS.pow(scores.len() as u32) {
            let label = |at: usize| sequence / LABELS.pow(at as u32) % LABELS;
            let mut score = core.start[label(0)];
            for (at, scores) in scores.iter().enumerate() {
                score += scores[label(at)];
                score += at
                    .checked_sub(1)
                    .map_or(0.0, |before| core.step[label(before)][label(at)]);
            }
            for (at, sums) in sums.iter_mut().enumerate() {
                sums[label(at)] += score.exp();
            }
        }
        sums.into_iter().map(normal).collect()
    }

    #[test]
    fn chances_are_those_of_all_sequences() {
        let number = |a: usize, b: usize| ((a * 31 + b * 17) % 13) as f32 / 4.0 - 1.5;
        let core = Core {
            start: std::array::from_fn(|label| number(label, 5)),
            step: std::array::from_fn(|from| std::array::from_fn(|to| number(from, to))),
            ..Core::default()
        };
        let scores: Vec<Scores> = (0..4)
            .map(|at| std::array::from_fn(|label| number(at + 9, label)))
            .collect();
        let alone: Vec<Chances> = scores
            .iter()
            .map(|scores| factors(&wide(*scores)))
            .collect();
        let chances = Chain::new(&core).chances(&alone);
        for (found, right) in chances.iter().zip(by_hand(&core, &scores)) {
            for (found, right) in found.iter().zip(right) {
                assert!((found - right).abs() < 1e-5, "{found} {right}");
            }
        }
    }

    #[test]
    fn powers_of_e() {
        for step in -870..=870 {
            let x = step as f32 / 10.0;
            let relative = (f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs();
            assert!(relative < 1e-5, "{x}: {relative}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f32::MIN) > 0.0 && exp(f32::MIN) < 1e-37);
    }

    #[test]
    fn extreme_scores_stay_numbers() {
        let scores = [[1e30, -1e30, 0.0, 0.0, 0.0, 0.0, 0.0], [-1e30; LABELS]];
        let chances =
            Chain::new(&Core::default()).chances(&scores.map(|scores| factors(&wide(scores))));
        assert!(chances.iter().flatten().all(|chance| chance.is_finite()));
    }
}
