//! The small part of the model: what is added up from features goes through one hidden layer to the labels, and from label
//! to label.

use super::label::LABELS;

/// Hidden units.
pub const HIDDEN: usize = 24;
/// Cells of a row: the hidden units, then the labels, filled up to eight.
pub const ROW: usize = HIDDEN + 8;

/// Scores of the labels, the higher the likelier.
pub type Scores = [f32; LABELS];

/// The weights that are not looked up by features.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Core {
    /// What one unit of a row is worth in the hidden layer, and in the labels.
    pub scale: [f32; 2],
    /// Added to the hidden units.
    pub hidden_bias: [f32; HIDDEN],
    /// From hidden units to labels: `HIDDEN` rows of `LABELS`.
    pub out: [Scores; HIDDEN],
    /// Added to the labels.
    pub bias: Scores,
    /// From one label to the next.
    pub step: [Scores; LABELS],
    /// Of the first label.
    pub start: Scores,
}

impl Core {
    /// The scores that a sum of rows comes to.
    #[must_use]
    pub fn score(&self, sum: &[f32; ROW]) -> Scores {
        self.add_up(sum, &self.out, self.bias)
    }

    /// Adds to `scores` what a sum of rows comes to by way of `out`, the weights from hidden units on. With more cells
    /// than labels the processor is faster.
    pub(super) fn add_up<const CELLS: usize>(
        &self,
        sum: &[f32; ROW],
        out: &[[f32; CELLS]; HIDDEN],
        mut scores: [f32; CELLS],
    ) -> [f32; CELLS] {
        let (hidden, direct) = sum.split_at(HIDDEN);
        for (score, direct) in scores.iter_mut().zip(direct) {
            *score += direct * self.scale[1];
        }
        let mut units = [0.0; HIDDEN];
        for ((unit, sum), bias) in units.iter_mut().zip(hidden).zip(&self.hidden_bias) {
            *unit = (sum * self.scale[0] + bias).max(0.0);
        }
        for (unit, out) in units.iter().zip(out) {
            for (score, weight) in scores.iter_mut().zip(out) {
                *score += unit * weight;
            }
        }
        scores
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = f32> {
        let flat = |rows: &[Scores]| rows.iter().flatten().copied().collect::<Vec<_>>();
        let parts = [
            self.scale.to_vec(),
            self.hidden_bias.to_vec(),
            flat(&self.out),
            self.bias.to_vec(),
            flat(&self.step),
            self.start.to_vec(),
        ];
        parts.into_iter().flatten()
    }

    pub(super) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        const COUNT: usize = 2 + HIDDEN + HIDDEN * LABELS + LABELS + LABELS * LABELS + LABELS;
        let (numbers, rest) = bytes.split_at_checked(COUNT * 4)?;
        let (words, _) = numbers.as_chunks::<4>();
        let mut numbers = words.iter().map(|word| f32::from_le_bytes(*word));
        if numbers.clone().any(|number| !number.is_finite()) {
            return None;
        }
        let core = Self {
            scale: [numbers.next()?, numbers.next()?],
            hidden_bias: std::array::from_fn(|_| numbers.next().unwrap_or_default()),
            out: std::array::from_fn(|_| scores(&mut numbers)),
            bias: scores(&mut numbers),
            step: std::array::from_fn(|_| scores(&mut numbers)),
            start: scores(&mut numbers),
        };
        Some((core, rest))
    }
}

fn scores(numbers: &mut impl Iterator<Item = f32>) -> Scores {
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}
