//! The first letters of a word as a number, so that most words are told apart by comparing two numbers.

/// How many bytes a head holds.
pub(super) const HEAD: usize = 8;

/// The first eight bytes of a word in small ASCII letters, as a number that sorts as the bytes do; a shorter word is filled
/// up with zeros.
#[inline]
pub(super) const fn head(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut sum, mut at) = (0, 0);
    if let Some(first) = bytes.first_chunk::<HEAD>() {
        let mut first = *first;
        first.make_ascii_lowercase();
        return u64::from_be_bytes(first);
    }
    let mut rest = bytes;
    while let Some((byte, more)) = rest.split_first() {
        sum = sum << 8 | byte.to_ascii_lowercase() as u64;
        (rest, at) = (more, at + 1);
    }
    // No bytes at all would be shifted by all 64 bits, which is not allowed.
    match sum {
        0 => 0,
        _ => sum << (8 * (HEAD - at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_sort_like_words() {
        let words = ["", "a", "ab", "abc", "abcdefg", "abcdefgh", "abd", "b", "é"];
        assert!(words.windows(2).all(|pair| head(pair[0]) < head(pair[1])));
        assert_eq!(head("ABC"), head("abc"));
        assert_eq!(head("abcdefgh"), head("abcdefghi"));
    }
}
