//! From trained weights to the small integers that are built in.

use anteroom_phi::tagger::{Core, HIDDEN, Model, ROW};

use super::data::Features;
use super::net::{Net, Row};

/// The share of cells that keep their differences; the few beyond are cut off.
const KEPT: f64 = 0.9995;

/// The most important rows of a net: those with much weight, and all the more those of features that many documents have.
pub(super) fn model(net: &Net, features: &Features, buckets: usize) -> Model {
    let scale = [
        largest(net, 0, HIDDEN) / 127.0,
        largest(net, HIDDEN, ROW) / 127.0,
    ];
    let rows = net.rows.iter().enumerate();
    let mut order: Vec<(f32, usize)> = rows
        .map(|(at, row)| (weight(row) * (features.documents(at) as f32).sqrt(), at))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let rows: Vec<(u32, [i8; ROW])> = order
        .iter()
        .filter_map(|(_, at)| Some((features.feature(*at), small(net.rows.get(*at)?, scale))))
        .collect();
    let core = Core {
        scale,
        ..net.core.clone()
    };
    Model::pack(core, buckets, &rows)
}

fn weight(row: &Row) -> f32 {
    row.iter().map(|cell| cell.abs()).sum()
}

/// The largest size of these cells that is kept apart from others.
fn largest(net: &Net, from: usize, to: usize) -> f32 {
    let cells = net
        .rows
        .iter()
        .filter_map(|row| row.get(from..to))
        .flatten();
    let mut sizes: Vec<f32> = cells.map(|cell| cell.abs()).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let at = (sizes.len() as f64 * KEPT) as usize;
    sizes.get(at).copied().unwrap_or(1.0).max(1e-6)
}

fn small(row: &Row, [hidden, direct]: [f32; 2]) -> [i8; ROW] {
    let mut small = [0; ROW];
    for (at, (small, cell)) in small.iter_mut().zip(row).enumerate() {
        let scale = if at < HIDDEN { hidden } else { direct };
        *small = (cell / scale).round().clamp(-127.0, 127.0) as i8;
    }
    small
}
