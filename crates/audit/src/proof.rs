//! Short proofs over the Merkle tree, as RFC 6962 section 2.1 defines them.
//!
//! An inclusion proof shows that one entry is in a log of which only a checkpoint is known. A
//! consistency proof shows that a log only grew between two checkpoints. Making one needs the
//! hashes of all entries; checking one needs only the proof.

use crate::Hash;
use crate::tree::{leaf, parent};

/// The proof that the entry at `index` (counted from 0) is among `entries`, given by their hashes.
/// None when there is no such entry.
#[must_use]
pub fn inclusion(entries: &[Hash], index: usize) -> Option<Vec<Hash>> {
    let (left, right) = entries.split_at_checked(split(entries.len()))?;
    if index >= entries.len() {
        return None;
    }
    if entries.len() == 1 {
        return Some(Vec::new());
    }
    let (mut path, sibling) = match index.checked_sub(left.len()) {
        None => (inclusion(left, index)?, root(right)),
        Some(index) => (inclusion(right, index)?, root(left)),
    };
    path.push(sibling);
    Some(path)
}

/// Whether `proof` shows that the entry with this hash is at `index` of a log with this size and
/// root. RFC 9162 section 2.1.3.2.
#[must_use]
pub fn includes(entry: &Hash, index: u64, size: u64, proof: &[Hash], expected: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut index, mut last) = (leaf(entry), index, size - 1);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            node = parent(sibling, &node);
            while index & 1 == 0 && index != 0 {
                (index, last) = (index >> 1, last >> 1);
            }
        } else {
            node = parent(&node, sibling);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    last == 0 && node == *expected
}

/// The proof that the log of `entries` began with its first `old` ones. None when `old` is 0 or
/// more than there are.
#[must_use]
pub fn consistency(entries: &[Hash], old: usize) -> Option<Vec<Hash>> {
    (old > 0 && old <= entries.len())
        .then(|| grown(entries, old, true))
        .flatten()
}

/// Whether `proof` shows that a log with `new` entries and root `new_root` began with the `old`
/// entries of `old_root`. RFC 9162 section 2.1.4.2.
#[must_use]
pub fn consistent(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    let (mut index, mut last) = (old - 1, new - 1);
    while index & 1 == 1 {
        (index, last) = (index >> 1, last >> 1);
    }
    let (start, rest) = match proof.split_first() {
        // A complete subtree is its own start.
        _ if old.is_power_of_two() => (*old_root, proof),
        Some((first, rest)) => (*first, rest),
        None => return false,
    };
    let (mut before, mut after) = (start, start);
    for node in rest {
        if last == 0 {
            return false;
        }
        if index & 1 == 1 || index == last {
            before = parent(node, &before);
            after = parent(node, &after);
            while index & 1 == 0 && index != 0 {
                (index, last) = (index >> 1, last >> 1);
            }
        } else {
            after = parent(&after, node);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    last == 0 && before == *old_root && after == *new_root
}

/// RFC 6962's SUBPROOF; `whole` says that the old root is known to whoever checks.
fn grown(entries: &[Hash], old: usize, whole: bool) -> Option<Vec<Hash>> {
    if old == entries.len() {
        return Some(if whole {
            Vec::new()
        } else {
            vec![root(entries)]
        });
    }
    let (left, right) = entries.split_at_checked(split(entries.len()))?;
    let (mut path, sibling) = match old.checked_sub(left.len()) {
        None | Some(0) => (grown(left, old, whole)?, root(right)),
        Some(old) => (grown(right, old, false)?, root(left)),
    };
    path.push(sibling);
    Some(path)
}

fn root(entries: &[Hash]) -> Hash {
    match entries {
        [] => Hash::of(b""),
        [one] => leaf(one),
        _ => {
            let (left, right) = entries
                .split_at_checked(split(entries.len()))
                .unwrap_or_default();
            parent(&root(left), &root(right))
        }
    }
}

/// The largest power of two below `n`; 0 for 0 and 1.
fn split(n: usize) -> usize {
    match n {
        0 | 1 => 0,
        _ => n.next_power_of_two() / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Frontier;

    fn log(n: u64) -> (Vec<Hash>, Vec<Hash>) {
        let (mut frontier, mut roots) = (Frontier::new(), vec![Frontier::new().root()]);
        let entries: Vec<Hash> = (0..n).map(|i| Hash::of(&i.to_be_bytes())).collect();
        for entry in &entries {
            frontier.push(entry);
            roots.push(frontier.root());
        }
        (entries, roots)
    }

    #[test]
    fn every_entry_of_every_small_log_is_included() {
        let (entries, roots) = log(40);
        for size in 1..=entries.len() {
            for index in 0..size {
                let proof = inclusion(&entries[..size], index).unwrap();
                let says = |entry: &Hash, i: usize, proof: &[Hash]| {
                    includes(entry, i as u64, size as u64, proof, &roots[size])
                };
                assert!(says(&entries[index], index, &proof));
                assert!(!says(&Hash::ZERO, index, &proof));
                assert!(!says(&entries[index], index + 1, &proof));
                for at in 0..proof.len() {
                    let mut other = proof.clone();
                    other[at].0[0] ^= 1;
                    assert!(!says(&entries[index], index, &other));
                }
                let long = [proof.as_slice(), &[Hash::ZERO]].concat();
                assert!(!says(&entries[index], index, &long));
            }
            assert_eq!(inclusion(&entries[..size], size), None);
        }
        assert_eq!(inclusion(&[], 0), None);
    }

    #[test]
    fn every_small_log_grew_from_every_smaller_one() {
        let (entries, roots) = log(40);
        for new in 1..=entries.len() {
            for old in 1..=new {
                let proof = consistency(&entries[..new], old).unwrap();
                let says = |old_root: &Hash, new_root: &Hash, proof: &[Hash]| {
                    consistent(old as u64, old_root, new as u64, new_root, proof)
                };
                assert!(says(&roots[old], &roots[new], &proof), "{old} {new}");
                assert!(!says(&Hash::ZERO, &roots[new], &proof), "{old} {new}");
                assert!(!says(&roots[old], &Hash::ZERO, &proof), "{old} {new}");
                for at in 0..proof.len() {
                    let mut other = proof.clone();
                    other[at].0[0] ^= 1;
                    assert!(!says(&roots[old], &roots[new], &other));
                    assert!(!says(&roots[old], &roots[new], &proof[..at]));
                }
            }
        }
        assert_eq!(consistency(&entries, 0), None);
        assert_eq!(consistency(&entries, 41), None);
    }
}
