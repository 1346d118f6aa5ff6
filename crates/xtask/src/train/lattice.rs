//! Forward and backward over one document, for learning; how a trained model reads is in `anteroom_phi::tagger`.

use anteroom_phi::tagger::{Core, LABELS, Scores};

/// Forward and backward over one document.
pub(super) struct Lattice {
    /// Logarithm of the weight of all label sequences.
    pub(super) log_sum: f64,
    /// How likely each label of each token is.
    pub(super) chances: Vec<Scores>,
    /// Expected numbers of steps from label to label.
    pub(super) steps: [Scores; LABELS],
}

impl Lattice {
    /// Reads a document; with `may`, only those sequences whose labels are allowed.
    pub(super) fn run(core: &Core, scores: &[Scores], may: Option<&[[bool; LABELS]]>) -> Self {
        let step = core.step.map(|row| row.map(f32::exp));
        let mut log_sum = 0.0f64;
        let mut local: Vec<Scores> = Vec::with_capacity(scores.len());
        for (at, scores) in scores.iter().enumerate() {
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            log_sum += f64::from(most);
            let allowed = may.and_then(|may| may.get(at));
            local.push(std::array::from_fn(|label| {
                let open =
                    allowed.is_none_or(|allowed| allowed.get(label).copied().unwrap_or(false));
                if open {
                    (scores.get(label).copied().unwrap_or(0.0) - most)
                        .exp()
                        .max(1e-20)
                } else {
                    0.0
                }
            }));
        }
        let mut forward: Vec<Scores> = Vec::with_capacity(local.len());
        for (at, local) in local.iter().enumerate() {
            let coming: Scores = match at.checked_sub(1).and_then(|before| forward.get(before)) {
                None => core.start.map(f32::exp),
                Some(before) => {
                    let mut sum = [0.0; LABELS];
                    for (chance, row) in before.iter().zip(&step) {
                        sum.iter_mut()
                            .zip(row)
                            .for_each(|(sum, weight)| *sum += chance * weight);
                    }
                    sum
                }
            };
            let mut here: Scores = std::array::from_fn(|label| {
                coming.get(label).copied().unwrap_or(0.0) * local.get(label).copied().unwrap_or(0.0)
            });
            log_sum += f64::from(normal(&mut here)).ln();
            forward.push(here);
        }
        let mut chances = forward.clone();
        let mut steps = [[0.0; LABELS]; LABELS];
        let mut later = [1.0f32; LABELS];
        for at in (0..forward.len()).rev() {
            let (Some(ahead), Some(local), Some(chance)) =
                (forward.get(at), local.get(at), chances.get_mut(at))
            else {
                continue;
            };
            *chance = std::array::from_fn(|label| {
                ahead.get(label).copied().unwrap_or(0.0) * later.get(label).copied().unwrap_or(0.0)
            });
            normal(chance);
            let weighted: Scores = std::array::from_fn(|label| {
                local.get(label).copied().unwrap_or(0.0) * later.get(label).copied().unwrap_or(0.0)
            });
            if let Some(before) = at.checked_sub(1).and_then(|before| forward.get(before)) {
                let mut pairs = [[0.0f32; LABELS]; LABELS];
                let mut sum = 0.0;
                for ((pairs, row), chance) in pairs.iter_mut().zip(&step).zip(before) {
                    for ((pair, weight), next) in pairs.iter_mut().zip(row).zip(&weighted) {
                        *pair = chance * weight * next;
                        sum += *pair;
                    }
                }
                if sum > 0.0 {
                    for (steps, pairs) in steps.iter_mut().zip(&pairs) {
                        steps
                            .iter_mut()
                            .zip(pairs)
                            .for_each(|(step, pair)| *step += pair / sum);
                    }
                }
            }
            later = step.map(|row| {
                row.iter()
                    .zip(&weighted)
                    .map(|(weight, next)| weight * next)
                    .sum()
            });
            normal(&mut later);
        }
        Self {
            log_sum,
            chances,
            steps,
        }
    }
}

fn normal(chances: &mut Scores) -> f32 {
    let sum: f32 = chances.iter().sum::<f32>().max(1e-30);
    chances.iter_mut().for_each(|chance| *chance /= sum);
    sum
}
