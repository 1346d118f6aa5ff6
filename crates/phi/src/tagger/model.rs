//! The trained weights and what they say of a token.
//!
//! A token's features each have a row of small integers. The rows are added up: the first part of the sum goes through one
//! hidden layer, the second part straight to the labels (`core`). Rows are kept in buckets of four by the feature's hash,
//! with a print of the hash, so that a feature that training did not keep is told from the others and says nothing.

use super::atom::{Atom, is_near_a_question};
use super::chain::{Chain, Chances, LANES, factors, wide};
use super::core::{Core, HIDDEN, ROW};
use super::feature::{self, FEATURES};
use super::judge::Bounds;
use std::hint;

/// Rows in a bucket.
const BUCKET: usize = 4;

/// What a file of weights begins with: whose it is, and the version of its layout and of its features.
const MAGIC: [u8; 4] = *b"ATG2";

/// The weights in this program; how they came about is in `docs/tagger.md`.
static SHIPPED: &[u8] = include_bytes!("../../tagger/weights.bin");

/// A trained tagger.
#[derive(Clone)]
pub struct Model {
    /// From which chance on something is done.
    pub bounds: Bounds,
    core: Core,
    /// The core's weights from hidden units to labels, and its last bias, as wide as chances are.
    out: [[f32; LANES]; HIDDEN],
    bias: [f32; LANES],
    /// How labels follow each other.
    chain: Chain,
    /// What is said of a token that has no features.
    idle: Chances,
    /// Buckets of four prints of 16 bits, the first lowest; 0 where none is.
    prints: Vec<u64>,
    /// A row for each print.
    rows: Vec<Row>,
}

/// The weights of a feature: small integers, each with [`OFFSET`] added, because numbers without a sign are added up faster.
/// A row lies in one line of the processor's cache.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Row([u8; ROW]);

/// What is added to a weight in a row.
const OFFSET: u8 = 128;

impl Row {
    fn new(weights: &[i8; ROW]) -> Self {
        Self(weights.map(|weight| weight.cast_unsigned().wrapping_add(OFFSET)))
    }

    fn weights(&self) -> [i8; ROW] {
        self.0.map(|cell| cell.wrapping_sub(OFFSET).cast_signed())
    }

    fn add_to(&self, sum: &mut [u16; ROW]) {
        for (sum, cell) in sum.iter_mut().zip(&self.0) {
            *sum += u16::from(*cell);
        }
    }
}

/// Weights that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the tagger's weights are damaged")]
pub struct Damaged;

/// The bucket of a feature and its print there; a print is never 0.
fn place(feature: u32, buckets: usize) -> (usize, u16) {
    let bucket = (u64::from(feature) * buckets as u64) >> 32;
    (bucket as usize, (feature & 0xffff) as u16 | 1)
}

/// Where in a bucket a print is, and whether it is there. All four are compared at once, without a branch: nothing tells
/// beforehand which features have rows.
fn slot(held: u64, print: u16) -> (usize, bool) {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let differs = held ^ (ONES * u64::from(print));
    let alike = differs.wrapping_sub(ONES) & !differs & (ONES << 15);
    let at = (alike | 1 << 63).trailing_zeros() as usize / 16;
    (at, alike != 0)
}

impl Model {
    /// The model that is built into this program.
    ///
    /// # Errors
    /// When its weights are damaged.
    pub fn shipped() -> Result<Self, Damaged> {
        Self::read(SHIPPED)
    }

    /// A model of these parts. `rows` are given with the feature that each belongs to, the most important first: a row
    /// whose bucket is full is left out.
    #[must_use]
    pub fn pack(core: Core, buckets: usize, rows: &[(u32, [i8; ROW])]) -> Self {
        let mut prints = vec![0_u64; buckets];
        let mut packed = vec![Row::new(&[0; ROW]); buckets * BUCKET];
        for (feature, row) in rows {
            let (bucket, print) = place(*feature, buckets);
            let held = prints.get_mut(bucket);
            let Some(held) = held.filter(|held| !slot(**held, print).1) else {
                continue;
            };
            let (free, true) = slot(*held, 0) else {
                continue;
            };
            *held |= u64::from(print) << (16 * free);
            if let Some(to) = packed.get_mut(bucket * BUCKET + free) {
                *to = Row::new(row);
            }
        }
        Self::new(core, prints, packed)
    }

    fn new(core: Core, prints: Vec<u64>, rows: Vec<Row>) -> Self {
        Self {
            bounds: Bounds::default(),
            idle: factors(&wide(core.score(&[0.0; ROW]))),
            chain: Chain::new(&core),
            out: core.out.map(wide),
            bias: wide(core.bias),
            core,
            prints,
            rows,
        }
    }

    /// The model as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((self.prints.len() as u32).to_le_bytes());
        out.extend(self.core.numbers().flat_map(f32::to_le_bytes));
        out.extend(self.prints.iter().flat_map(|bucket| bucket.to_le_bytes()));
        let weights = self.rows.iter().flat_map(Row::weights);
        out.extend(weights.map(i8::cast_unsigned));
        out
    }

    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are not a whole model of this version.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let (core, prints, rows) = parts(bytes).ok_or(Damaged)?;
        Ok(Self::new(core, prints, rows))
    }

    /// How likely each label of every token of a page is.
    pub(super) fn chances(&self, atoms: &[Atom]) -> Vec<Chances> {
        let alone: Vec<Chances> = (0..atoms.len()).map(|at| self.alone(atoms, at)).collect();
        self.chain.chances(&alone)
    }

    /// What a token's own features say.
    fn alone(&self, atoms: &[Atom], at: usize) -> Chances {
        if !is_near_a_question(atoms, at) {
            return self.idle;
        }
        let sum = self.sum(feature::of(atoms, at)).map(f32::from);
        factors(&self.core.add_up(&sum, &self.out, self.bias))
    }

    /// The rows of all features added up. Kept apart from what reads the sum, so that the processor adds as many cells at
    /// once as it can.
    ///
    /// Most of the time goes into waiting for memory: the rows of rare words are in no cache. So what is fetched is asked
    /// for all at once, in loops that do nothing else: first the prints of all features, then a cell of every row.
    #[inline(never)]
    fn sum(&self, features: [u32; FEATURES]) -> [i16; ROW] {
        let places = features.map(|feature| place(feature, self.prints.len()));
        let held = places.map(|(bucket, _)| self.prints.get(bucket).copied().unwrap_or_default());
        let (found, count) = rows_of(&places, &held);
        let rows = || found.iter().take(count).filter_map(|at| self.rows.get(*at));
        hint::black_box(rows().fold(0, |all, row| all | row.0[0]));
        let mut sum = [0; ROW];
        rows().for_each(|row| row.add_to(&mut sum));
        let offsets = i16::from(OFFSET) * count as i16;
        sum.map(|cell| cell.cast_signed() - offsets)
    }
}

/// Where the rows of features are whose buckets hold these prints, and how many they are; without a branch, as nothing
/// tells beforehand which features have rows.
fn rows_of(
    places: &[(usize, u16); FEATURES],
    held: &[u64; FEATURES],
) -> ([usize; FEATURES], usize) {
    let (mut found, mut count) = ([0; FEATURES], 0);
    for ((bucket, print), held) in places.iter().zip(held) {
        let (slot, known) = slot(*held, *print);
        found
            .get_mut(count)
            .into_iter()
            .for_each(|to| *to = bucket * BUCKET + slot);
        count += usize::from(known);
    }
    (found, count)
}

/// The parts of a model; nothing when the bytes do not add up.
fn parts(bytes: &[u8]) -> Option<(Core, Vec<u64>, Vec<Row>)> {
    let (count, rest) = bytes.strip_prefix(&MAGIC)?.split_first_chunk()?;
    let buckets = u32::from_le_bytes(*count) as usize;
    let (core, rest) = Core::read(rest)?;
    let (prints, rows) = rest.split_at_checked(buckets.checked_mul(BUCKET * 2)?)?;
    let (prints, _) = prints.as_chunks();
    let prints = prints.iter().map(|bucket| u64::from_le_bytes(*bucket));
    let (rows, rest) = rows.as_chunks::<ROW>();
    let whole = buckets > 0 && rest.is_empty() && rows.len() == buckets.checked_mul(BUCKET)?;
    let row = |row: &[u8; ROW]| Row::new(&row.map(u8::cast_signed));
    whole.then(|| (core, prints.collect(), rows.iter().map(row).collect()))
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Model({} rows)", self.prints.len() * BUCKET)
    }
}

/// A sum of rows fits into its cells.
const _: () = assert!(FEATURES * u8::MAX as usize <= i16::MAX as usize);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::label::LABELS;

    fn core() -> Core {
        Core {
            scale: [1.0, 1.0],
            hidden_bias: [0.5; HIDDEN],
            out: [[0.25; LABELS]; HIDDEN],
            bias: [1.0; LABELS],
            ..Core::default()
        }
    }

    fn model() -> Model {
        let rows: Vec<(u32, [i8; ROW])> = (1..40).map(|feature| (feature, [-3; ROW])).collect();
        Model::pack(core(), 16, &rows)
    }

    #[test]
    fn what_was_written_is_read() {
        let model = model();
        let read = Model::read(&model.to_bytes()).unwrap();
        assert_eq!(read.to_bytes(), model.to_bytes());
        let alone = |feature| read.sum([feature; FEATURES]);
        assert_eq!(alone(7), [-3 * FEATURES as i16; ROW]);
        assert_eq!(alone(4_000_000_000), [0; ROW]);
    }

    #[test]
    fn a_print_is_found_where_it_stands() {
        let held = 0x8001_0003_ffff_0001;
        for (print, at) in [(1, 0), (0xffff, 1), (3, 2), (0x8001, 3)] {
            assert_eq!(slot(held, print), (at, true), "{print:x}");
        }
        for print in [0, 2, 0x8000, 0xfffe] {
            assert!(!slot(held, print).1, "{print:x}");
        }
        assert_eq!(slot(7, 0), (1, true));
    }

    #[test]
    fn damaged_weights_are_refused() {
        let bytes = model().to_bytes();
        for at in [0, 3, 4, 7, bytes.len() / 2] {
            assert!(Model::read(&bytes[..at]).is_err(), "{at}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(Model::read(&longer).is_err());
        let mut infinite = bytes;
        infinite[8..12].copy_from_slice(&f32::INFINITY.to_le_bytes());
        assert!(Model::read(&infinite).is_err());
    }

    #[test]
    fn the_shipped_weights_are_whole() {
        assert!(Model::shipped().is_ok());
    }
}
