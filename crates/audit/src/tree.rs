//! The Merkle tree over the log's entries, hashed as RFC 6962 section 2.1 says.
//!
//! [`Frontier`] keeps only the roots of the complete subtrees, so appending and asking for the root
//! take time and memory that grow with the logarithm of the log. A leaf is the hash of an entry.
//! Proofs over a tree are in `proof`.

use crate::Hash;

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];

/// The right edge of a Merkle tree: enough to append leaves and to tell the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees, widest first: one for each bit that is set in `size`.
    peaks: Vec<Hash>,
}

/// The bytes are not a frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the frontier of a tree")]
pub struct NotAFrontier;

impl Frontier {
    /// The frontier of the empty tree.
    #[must_use]
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends the leaf for an entry whose hash is `entry`.
    pub fn push(&mut self, entry: &Hash) {
        let mut node = leaf(entry);
        let mut complete = self.size;
        while complete & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                node = parent(&left, &node);
            }
            complete >>= 1;
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The tree's root; for the empty tree the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return Hash::of(b"");
        };
        peaks.fold(*last, |right, left| parent(left, &right))
    }

    /// The frontier as bytes: the size (big-endian), then the peaks.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.size.to_be_bytes().to_vec();
        for peak in &self.peaks {
            out.extend_from_slice(peak.as_bytes());
        }
        out
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the number of peaks does not fit the size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Frontier, NotAFrontier> {
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(NotAFrontier)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, rest) = rest.as_chunks::<32>();
        if !rest.is_empty() || peaks.len() != size.count_ones() as usize {
            return Err(NotAFrontier);
        }
        Ok(Frontier {
            size,
            peaks: peaks.iter().copied().map(Hash).collect(),
        })
    }
}

/// The leaf for an entry whose hash is `entry`.
pub(crate) fn leaf(entry: &Hash) -> Hash {
    Hash::of_parts(&[LEAF, entry.as_bytes()])
}

/// The node above two others.
pub(crate) fn parent(left: &Hash, right: &Hash) -> Hash {
    Hash::of_parts(&[NODE, left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962's definition, word for word: split at the largest power of two below n.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of(b""),
            [one] => leaf(one),
            _ => {
                let k = leaves.len().next_power_of_two() / 2;
                parent(&by_definition(&leaves[..k]), &by_definition(&leaves[k..]))
            }
        }
    }

    #[test]
    fn agrees_with_the_definition_for_every_small_size() {
        let leaves: Vec<Hash> = (0..130u8).map(|n| Hash::of(&[n])).collect();
        let mut frontier = Frontier::new();
        for size in 0..leaves.len() {
            assert_eq!(frontier.root(), by_definition(&leaves[..size]), "{size}");
            assert_eq!(
                Frontier::from_bytes(&frontier.to_bytes()).as_ref(),
                Ok(&frontier)
            );
            frontier.push(&leaves[size]);
        }
        assert_eq!(frontier.size(), 130);
    }

    #[test]
    fn refuses_bytes_that_are_no_frontier() {
        let mut frontier = Frontier::new();
        frontier.push(&Hash::ZERO);
        let good = frontier.to_bytes();
        let mut long = good.clone();
        long.push(0);
        let mut other_size = good.clone();
        other_size[7] = 3;
        for bad in [&[][..], &good[..9], &long, &other_size] {
            assert_eq!(Frontier::from_bytes(bad), Err(NotAFrontier));
        }
    }
}
