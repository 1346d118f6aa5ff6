//! Features: facts about a token and its neighbors, each a number.
//!
//! A feature is the hash of a template and of what the atoms around a token say. The model knows weights for the
//! features that training found to matter and ignores all others, so a text may hold any words at all.

use super::atom::Atom;

/// How many features a token has.
pub const FEATURES: usize = 29;

/// The features of the token at `at`.
pub(super) fn of(atoms: &[Atom], at: usize) -> [u32; FEATURES] {
    let around = |by: isize| {
        at.checked_add_signed(by)
            .and_then(|at| atoms.get(at))
            .unwrap_or(&EDGE)
    };
    let (a, b, c, d, e) = (around(-2), around(-1), around(0), around(1), around(2));
    let mut template = 0;
    let mut add = |x: u32, y: u32, z: u32| {
        template += 1;
        mix(template, x, y, z)
    };
    [
        // Words.
        add(c.word, 0, 0),
        add(b.word, 0, 0),
        add(d.word, 0, 0),
        add(b.word, c.word, 0),
        add(c.word, d.word, 0),
        add(b.word, d.word, c.shape),
        add(a.word, b.word, c.shape),
        // Spelling.
        add(c.head, 0, 0),
        add(c.tail, 0, 0),
        add(c.tip, c.shape, 0),
        // Shapes.
        add(b.shape, c.shape, c.gap),
        add(c.shape, d.shape, d.gap),
        add(a.shape, b.shape, c.shape),
        add(c.shape, d.shape, e.shape),
        add(
            mix(FEATURES as u32 + 1, a.shape, b.shape, c.shape),
            d.shape,
            e.shape,
        ),
        // What the lists know.
        add(c.names, c.part, c.shape),
        add(b.names, c.names, c.gap),
        add(c.names, d.names, d.gap),
        add(
            mix(FEATURES as u32 + 2, a.names, b.names, c.names),
            c.shape,
            0,
        ),
        add(b.part, c.shape, 0),
        add(d.part, c.shape, 0),
        // What the layers below proposed.
        add(c.rule, c.begins, 0),
        add(b.rule, c.rule, d.rule),
        // The line.
        add(c.label, c.shape, c.names),
        add(c.near, b.word, c.shape),
        // The page.
        add(c.echo, c.names, c.shape),
        add(c.echo, c.place, c.shape),
        // Codes.
        add(b.cue, c.shape, b.gap),
        add(c.near, c.rule, 0),
    ]
}

/// What stands beyond either end of a page.
static EDGE: Atom = Atom {
    word: 1,
    head: 1,
    tail: 1,
    tip: 1,
    question: false,
    shape: 0xffff,
    names: 0,
    part: 0,
    cue: 0,
    gap: 9,
    rule: 0,
    begins: 0,
    place: 0,
    label: 0,
    near: 0,
    echo: 0,
};

/// A hash of up to three numbers for a template: the upper half of a sum of products, which is as good as any for numbers
/// of 32 bits (multilinear hashing, Lemire and Kaser 2014) and shares its products between templates.
#[inline]
fn mix(template: u32, x: u32, y: u32, z: u32) -> u32 {
    const FACTORS: [u64; 4] = [
        0x9e37_79b9_7f4a_7c15,
        0xbf58_476d_1ce4_e5b9,
        0x94d0_49bb_1331_11eb,
        0xd6e8_feb8_6659_fd93,
    ];
    let parts = [template, x, y, z].into_iter().zip(FACTORS);
    let sum = parts.fold(0_u64, |sum, (part, factor)| {
        sum.wrapping_add(u64::from(part).wrapping_mul(factor))
    });
    (sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two tokens that differ in one fact.
    fn pair(change: impl Fn(&mut Atom)) -> usize {
        let plain = [Atom::default(); 5];
        let mut changed = plain;
        changed.get_mut(2).into_iter().for_each(change);
        let both = of(&plain, 2).into_iter().zip(of(&changed, 2));
        both.filter(|(a, b)| a != b).count()
    }

    #[test]
    fn a_feature_changes_with_what_it_speaks_of() {
        assert_eq!(pair(|_| ()), 0);
        assert_eq!(pair(|atom| atom.word = 7), 3);
        assert_eq!(pair(|atom| atom.head = 7), 1);
        assert_eq!(pair(|atom| atom.begins = 1), 1);
    }

    #[test]
    fn templates_do_not_share_features() {
        let mut all = of(&[Atom::default(); 5], 2);
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn what_lies_beyond_the_page_is_told_from_what_is_on_it() {
        let page = [Atom::default(); 5];
        assert_ne!(of(&page, 0), of(&page, 2));
        assert_ne!(of(&page, 4), of(&page, 2));
    }
}
