//! The first letters of a word as a number, so that most words are told apart by comparing two numbers.

/// How many bytes a head holds.
pub(super) const HEAD: usize = 8;

/// The first eight bytes of a word in small ASCII letters, as a number that sorts as the bytes do; a shorter word is filled
/// up with zeros.
#[inline(always)]
pub(super) const fn head(word: &str) -> u64 {
    small(written(word))
}

/// The same of a word that has no capitals.
///
/// A short word is read in two pieces that may overlap, which takes no loop.
#[inline(always)]
pub(super) const fn written(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if let Some(first) = bytes.first_chunk() {
        return u64::from_be_bytes(*first);
    }
    let free = 8 * (HEAD - bytes.len()) as u32;
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u32::from_be_bytes(*first) as u64) << 32 | (u32::from_be_bytes(*last) as u64) << free
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u16::from_be_bytes(*first) as u64) << 48 | (u16::from_be_bytes(*last) as u64) << free
    } else if let Some(only) = bytes.first() {
        (*only as u64) << 56
    } else {
        0
    }
}

/// Eight bytes with the ASCII letters made small, all at once: a byte is a capital when adding a distance carries it over
/// 127 from "A" on and another does not from "Z" on.
const fn small(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (ONES * 0x7f);
    let from_a = low + ONES * (0x80 - b'A' as u64);
    let past_z = low + ONES * (0x7f - b'Z' as u64);
    let capitals = (from_a ^ past_z) & !bytes & (ONES * 0x80);
    bytes | capitals >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_sort_like_words() {
        let words = ["", "a", "ab", "abc", "abcdefg", "abcdefgh", "abd", "b", "é"];
        assert!(words.windows(2).all(|pair| head(pair[0]) < head(pair[1])));
        assert_eq!(head("ABC"), head("abc"));
        for (word, lowered) in [("@AZ[`az{", "@az[`az{"), ("ÀÉÁÉ", "ÀÉÁÉ")] {
            assert_eq!(head(word), written(lowered), "{word}");
        }
        for length in 0..HEAD {
            let word: String = "abcdefgh".chars().take(length).collect();
            let bytes = head(&word).to_be_bytes();
            assert_eq!(&bytes[..length], word.as_bytes());
            assert!(bytes[length..].iter().all(|byte| *byte == 0));
        }
    }
}
