//! The net and how it learns: rows of features, one hidden layer, a chain of labels.
//!
//! The loss is the negative logarithm of the share of all label sequences that the marks allow. Steps are those of AdaGrad
//! (Duchi, Hazan, Singer 2011); features are left out at random, so that no single one is relied on.

use anteroom_phi::tagger::{Core, HIDDEN, LABELS, ROW, Scores};

use super::chance::Chance;
use super::data::Sample;
use super::lattice::Lattice;

/// Weights of one feature: to the hidden units, and straight to the labels.
pub(super) type Row = [f32; ROW];

/// A net in the making.
pub(super) struct Net {
    pub(super) core: Core,
    pub(super) rows: Vec<Row>,
    /// Sums of squared steps, as AdaGrad keeps them.
    row_sums: Vec<Row>,
    core_sums: Core,
    pace: f32,
    /// Documents learned from.
    seen: u32,
}

/// How fast weights move.
const RATE: f32 = 0.08;
/// So many documents it takes to get up to that: AdaGrad's first steps are its longest, and a net that is thrown far off by
/// the first documents does not find back.
const WARM_UP: f32 = 1000.0;
/// The share of features that are left out while learning.
const DROP: f32 = 0.4;
/// What AdaGrad's sums begin with.
const START: f32 = 1e-3;
/// How fast weights fade.
const DECAY: f32 = 1e-6;

impl Net {
    /// A net that knows nothing, for so many features.
    pub(super) fn new(features: usize, chance: &mut Chance) -> Self {
        let mut small = |size: f32| (chance.share() - 0.5) * 2.0 * size;
        let core = Core {
            scale: [1.0, 1.0],
            hidden_bias: [0.1; HIDDEN],
            out: std::array::from_fn(|_| std::array::from_fn(|_| small(0.3))),
            ..Core::default()
        };
        let mut row = || std::array::from_fn(|at| if at < HIDDEN { small(0.05) } else { 0.0 });
        Self {
            core,
            rows: (0..features).map(|_| row()).collect(),
            row_sums: vec![[START; ROW]; features],
            core_sums: Core {
                scale: [0.0, 0.0],
                hidden_bias: [START; HIDDEN],
                out: [[START; LABELS]; HIDDEN],
                bias: [START; LABELS],
                step: [[START; LABELS]; LABELS],
                start: [START; LABELS],
            },
            pace: 1.0,
            seen: 0,
        }
    }

    /// Slows down towards the end.
    pub(super) fn pace(&mut self, left: f32) {
        self.pace = left.max(0.1);
    }

    fn rate(&self) -> f32 {
        RATE * self.pace * (self.seen as f32 / WARM_UP).min(1.0)
    }

    /// Learns from one document; gives its loss.
    pub(super) fn learn(&mut self, sample: &Sample, chance: &mut Chance) -> f64 {
        self.seen += 1;
        let kept: Vec<Vec<u32>> = (0..sample.tokens())
            .map(|token| dropped_out(sample.of(token), chance))
            .collect();
        let sums: Vec<Row> = kept.iter().map(|features| self.sum(features)).collect();
        let scores: Vec<Scores> = sums.iter().map(|sum| self.core.score(sum)).collect();
        let all = Lattice::run(&self.core, &scores, None);
        let right = Lattice::run(&self.core, &scores, Some(&sample.may));
        let slopes = all.chances.iter().zip(&right.chances);
        for ((features, sum), (here, wanted)) in kept.iter().zip(&sums).zip(slopes) {
            let mut slope = *here;
            slope
                .iter_mut()
                .zip(wanted)
                .for_each(|(slope, wanted)| *slope -= wanted);
            if slope.iter().any(|slope| slope.abs() >= 1e-4) {
                let row = self.back(sum, &slope);
                self.move_rows(features, &row);
            }
        }
        self.learn_steps(&all, &right);
        all.log_sum - right.log_sum
    }

    fn sum(&self, features: &[u32]) -> Row {
        let mut sum = [0.0; ROW];
        for row in features.iter().filter_map(|at| self.rows.get(*at as usize)) {
            sum.iter_mut()
                .zip(row)
                .for_each(|(sum, cell)| *sum += cell / (1.0 - DROP));
        }
        sum
    }

    fn move_rows(&mut self, features: &[u32], slope: &Row) {
        let rate = self.rate();
        for at in features.iter().map(|feature| *feature as usize) {
            if let (Some(row), Some(sums)) = (self.rows.get_mut(at), self.row_sums.get_mut(at)) {
                for ((cell, sum), slope) in row.iter_mut().zip(sums).zip(slope) {
                    ada(cell, sum, slope + DECAY * *cell, rate);
                }
            }
        }
    }

    /// Moves the upper weights and gives the slope of a token's rows.
    fn back(&mut self, sum: &Row, slope: &Scores) -> Row {
        let rate = self.rate();
        let mut row = [0.0; ROW];
        let (hidden, direct) = row.split_at_mut(HIDDEN);
        direct
            .iter_mut()
            .zip(slope)
            .for_each(|(cell, slope)| *cell = *slope);
        let parts = hidden
            .iter_mut()
            .zip(sum)
            .zip(&mut self.core.hidden_bias)
            .zip(&mut self.core_sums.hidden_bias)
            .zip(&mut self.core.out)
            .zip(&mut self.core_sums.out);
        for (((((cell, sum), bias), bias_sum), out), out_sums) in parts {
            let unit = sum + *bias;
            if unit <= 0.0 {
                continue;
            }
            let mut down = 0.0;
            for ((weight, weight_sum), slope) in out.iter_mut().zip(out_sums).zip(slope) {
                down += *weight * slope;
                ada(weight, weight_sum, unit * slope, rate);
            }
            ada(bias, bias_sum, down, rate);
            *cell = down;
        }
        for ((bias, sum), slope) in self
            .core
            .bias
            .iter_mut()
            .zip(&mut self.core_sums.bias)
            .zip(slope)
        {
            ada(bias, sum, *slope, rate);
        }
        row
    }

    fn learn_steps(&mut self, all: &Lattice, right: &Lattice) {
        let rate = self.rate();
        for (((row, sums), here), wanted) in self
            .core
            .step
            .iter_mut()
            .zip(&mut self.core_sums.step)
            .zip(&all.steps)
            .zip(&right.steps)
        {
            for (((cell, sum), here), wanted) in row.iter_mut().zip(sums).zip(here).zip(wanted) {
                ada(cell, sum, here - wanted, rate);
            }
        }
        let (Some(here), Some(wanted)) = (all.chances.first(), right.chances.first()) else {
            return;
        };
        for (((cell, sum), here), wanted) in self
            .core
            .start
            .iter_mut()
            .zip(&mut self.core_sums.start)
            .zip(here)
            .zip(wanted)
        {
            ada(cell, sum, here - wanted, rate);
        }
    }
}

/// The features that are used this time.
fn dropped_out(features: &[u32], chance: &mut Chance) -> Vec<u32> {
    let used = features.iter().copied().filter(|_| !chance.hits(DROP));
    used.collect()
}

/// One step of AdaGrad.
fn ada(cell: &mut f32, sum: &mut f32, slope: f32, rate: f32) {
    *sum += slope * slope;
    *cell -= rate * slope / sum.sqrt();
}
