//! A paper that somebody hands in through a page: what it is, by its content. It is never opened, only told apart.

use anteroom_audit::{Hash, Word};
use zeroize::Zeroizing;

/// The largest paper, in bytes: 10 MiB.
pub const LARGEST: usize = 10 << 20;

/// How far from its end a PDF says that it ends, in bytes (ISO 32000-1, annex H, implementation note 18).
const END_WITHIN: usize = 1024;

/// What kind of file a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    /// A PDF.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
}

/// A paper. It has no `Debug`: it may hold anything.
pub struct Paper {
    kind: PaperKind,
    sha256: Hash,
    content: Zeroizing<Vec<u8>>,
}

/// Why a file is not taken for a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPaper {
    /// Nothing is in it.
    #[error("this file is empty; choose another")]
    Empty,
    /// It is too large.
    #[error("this file is larger than 10 MB; scan it again with fewer dots, or make a PDF of it")]
    Large,
    /// It is packed, so nobody can tell how large it is inside.
    #[error("Word, zip and other packed files are not taken; save the signed paper as a PDF")]
    Packed,
    /// Its end is missing.
    #[error("the end of this file is missing; open it yourself, and save it again")]
    Cut,
    /// It is something else.
    #[error("this is no PDF, JPEG or PNG file; save the signed paper as a PDF")]
    Other,
}

/// How packed files begin: zip and with it Word, gzip, 7z, RAR, xz, bzip2, zstd, and Word before 2007.
const PACKED: [&[u8]; 9] = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"\xd0\xcf\x11\xe0",
];

impl PaperKind {
    /// How the kept file's name ends.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            PaperKind::Pdf => "pdf",
            PaperKind::Jpeg => "jpg",
            PaperKind::Png => "png",
        }
    }

    /// The kind of a file, by how it begins.
    fn of(content: &[u8]) -> Option<PaperKind> {
        [
            (&b"%PDF-"[..], PaperKind::Pdf),
            (b"\xff\xd8\xff", PaperKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", PaperKind::Png),
        ]
        .into_iter()
        .find_map(|(begins, kind)| content.starts_with(begins).then_some(kind))
    }

    /// Whether the file goes on to its end.
    fn is_whole(self, content: &[u8]) -> bool {
        let end = content.len().saturating_sub(END_WITHIN);
        let end = content.get(end..).unwrap_or_default();
        let marks: &[u8] = match self {
            PaperKind::Pdf => b"%%EOF",
            PaperKind::Jpeg => b"\xff\xd9",
            PaperKind::Png => b"IEND",
        };
        end.windows(marks.len()).any(|here| here == marks)
    }
}

impl Paper {
    /// Takes a file for a paper.
    ///
    /// # Errors
    /// [`NotAPaper`], as a sentence for whoever chose the file.
    pub fn of(content: Vec<u8>) -> Result<Paper, NotAPaper> {
        if content.is_empty() {
            return Err(NotAPaper::Empty);
        }
        if content.len() > LARGEST {
            return Err(NotAPaper::Large);
        }
        if PACKED.iter().any(|begins| content.starts_with(begins)) {
            return Err(NotAPaper::Packed);
        }
        let kind = PaperKind::of(&content).ok_or(NotAPaper::Other)?;
        match kind.is_whole(&content) {
            true => Ok(Paper {
                kind,
                sha256: Hash::of(&content),
                content: Zeroizing::new(content),
            }),
            false => Err(NotAPaper::Cut),
        }
    }

    /// What kind of file it is.
    #[must_use]
    pub fn kind(&self) -> PaperKind {
        self.kind
    }

    /// SHA-256 of its content.
    #[must_use]
    pub fn sha256(&self) -> Hash {
        self.sha256
    }

    /// Its content, as it came.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// What it is kept as. The name that it had is not asked for: it may hold a patient's.
    #[must_use]
    pub fn named(&self, what: &str) -> Word {
        Word::lossy(&format!("{what}.{}", self.kind.ending()))
    }

    /// Its size in words.
    #[must_use]
    pub fn size(&self) -> String {
        match self.content.len() {
            bytes if bytes < 1 << 20 => format!("{} KB", bytes.div_ceil(1 << 10)),
            bytes => format!("{} MB", bytes.div_ceil(1 << 20)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_known_by_their_content() {
        for (content, kind) in [
            (&b"%PDF-1.7\n...\n%%EOF\n"[..], PaperKind::Pdf),
            (b"\xff\xd8\xff\xe0 scan \xff\xd9", PaperKind::Jpeg),
            (
                b"\x89PNG\r\n\x1a\n pixels \0\0\0\0IEND\xaeB`\x82",
                PaperKind::Png,
            ),
        ] {
            let paper = Paper::of(content.to_vec()).ok().unwrap();
            assert_eq!((paper.kind(), paper.content()), (kind, content));
            assert_eq!(paper.size(), "1 KB");
            let named = paper.named("agreement");
            assert_eq!(named.as_str(), format!("agreement.{}", kind.ending()));
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        let large = [&b"%PDF-"[..], &vec![b' '; LARGEST], b"%%EOF"].concat();
        for (content, why) in [
            (Vec::new(), NotAPaper::Empty),
            (large, NotAPaper::Large),
            (b"PK\x03\x04 a zip of zips".to_vec(), NotAPaper::Packed),
            (b"\x1f\x8b\x08 much air".to_vec(), NotAPaper::Packed),
            (b"%PDF-1.7 half of".to_vec(), NotAPaper::Cut),
            (b"\x89PNG\r\n\x1a\n half".to_vec(), NotAPaper::Cut),
            (b"<script>alert(1)</script>".to_vec(), NotAPaper::Other),
            (b"MZ a program %PDF- %%EOF".to_vec(), NotAPaper::Other),
        ] {
            assert_eq!(Paper::of(content).err(), Some(why));
        }
    }
}
