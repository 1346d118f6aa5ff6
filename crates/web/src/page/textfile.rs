//! The text of a file that somebody puts into a form: plain text and CSV. It says of every other file what to do now.

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoText {
    /// There was none, or nothing in it.
    Empty,
    /// It is an image, so it cannot be read for patient information.
    Image,
    /// It is in a format that holds text in its own way.
    Later,
    /// It is packed.
    Packed,
    /// Its letters cannot be told.
    Letters,
}

/// How a file of a kind begins, and what that means.
const BEGINNINGS: [(&[u8], NoText); 13] = [
    (b"%PDF-", NoText::Later),
    (b"{\\rtf", NoText::Later),
    // Word, Excel and PowerPoint before 2007.
    (b"\xd0\xcf\x11\xe0", NoText::Later),
    // Word, Excel and PowerPoint since then, and every other zip file.
    (b"PK\x03\x04", NoText::Packed),
    (b"PK\x05\x06", NoText::Packed),
    (b"\x1f\x8b", NoText::Packed),
    (b"7z\xbc\xaf", NoText::Packed),
    (b"Rar!", NoText::Packed),
    (b"\x89PNG", NoText::Image),
    (b"\xff\xd8\xff", NoText::Image),
    (b"GIF8", NoText::Image),
    (b"II*\0", NoText::Image),
    (b"MM\0*", NoText::Image),
];

impl NoText {
    /// For the person who chose the file.
    pub(crate) fn says(self) -> &'static str {
        match self {
            NoText::Empty => "Choose a file with text in it first.",
            NoText::Image => {
                "Pictures and scans cannot be checked, so they are never taken. Type the part that you need."
            }
            NoText::Later => {
                "This kind of file comes later. For now, open it, copy the text that you need, and paste it here."
            }
            NoText::Packed => {
                "Word, Excel and zip files come later, and are not opened. For now, open the file yourself, copy the text that you need, and paste it here."
            }
            NoText::Letters => {
                "Its letters cannot be read. Save it as plain text (UTF-8), or open it, copy the text and paste it here."
            }
        }
    }
}

/// The text of a file.
pub(crate) fn text(file: &[u8]) -> Result<String, NoText> {
    if let Some((_, why)) = BEGINNINGS
        .iter()
        .find(|(begins, _)| file.starts_with(begins))
    {
        return Err(*why);
    }
    let text = decoded(file).ok_or(NoText::Letters)?;
    // Text has no such signs; a program's file does.
    if text
        .chars()
        .any(|c| c.is_control() && !"\t\r\n\u{c}".contains(c))
    {
        return Err(NoText::Letters);
    }
    match text.trim().is_empty() {
        true => Err(NoText::Empty),
        false => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
    }
}

/// UTF-8, or UTF-16 that says so at its beginning. Older sets of letters do not say which they are, and are not guessed.
fn decoded(file: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| pair.try_into().map(unit));
        let units: Result<Vec<u16>, _> = units.collect();
        String::from_utf16(&units.ok()?).ok()
    };
    if let Some(bytes) = file.strip_prefix(b"\xff\xfe") {
        return utf16(bytes, u16::from_le_bytes);
    }
    if let Some(bytes) = file.strip_prefix(b"\xfe\xff") {
        return utf16(bytes, u16::from_be_bytes);
    }
    let bytes = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    String::from_utf8(bytes.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_each_way_of_writing_it_is_read() {
        for file in [
            &b"caf\xc3\xa9,1\r\nb,2"[..],
            b"\xef\xbb\xbfcaf\xc3\xa9,1\rb,2",
            b"\xff\xfec\0a\0f\0\xe9\0,\x001\0\n\0b\0,\x002\0",
            b"\xfe\xff\0c\0a\0f\0\xe9\0,\x001\0\n\0b\0,\x002",
        ] {
            assert_eq!(text(file).as_deref(), Ok("caf\u{e9},1\nb,2"));
        }
    }

    #[test]
    fn everything_else_is_told_apart() {
        for (file, why) in [
            (&b""[..], NoText::Empty),
            (b" \r\n", NoText::Empty),
            (b"caf\xe9", NoText::Letters),
            (b"a\0b", NoText::Letters),
            (b"\xff\xfea", NoText::Letters),
            (b"%PDF-1.7", NoText::Later),
            (b"PK\x03\x04\x14", NoText::Packed),
            (b"\x89PNG\r\n", NoText::Image),
        ] {
            assert_eq!(text(file), Err(why), "{file:?}");
        }
    }
}
