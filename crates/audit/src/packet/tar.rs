//! The frame of a packet: a tar archive in the one form that is written here (POSIX ustar, plain files, no dates).

use super::{Member, PacketError};

/// Everything in an archive stands in blocks of so many bytes.
const BLOCK: usize = 512;
/// The largest member: what eleven octal digits can say is more.
const LARGEST: usize = 4 << 30;

/// The archive; none when a name is not one, or a member is too large.
pub(super) fn write(members: &[Member]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for Member { name, content } in members {
        out.extend_from_slice(&head(name, content.len())?);
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    Some(out)
}

/// The members of an archive. Only what [`write`] writes is read; the caller compares the whole.
pub(super) fn read(archive: &[u8]) -> Result<Vec<Member>, PacketError> {
    let mut rest = archive;
    let mut members: Vec<Member> = Vec::new();
    loop {
        let (block, after) = rest.split_at_checked(BLOCK).ok_or(CUT)?;
        if block.iter().all(|byte| *byte == 0) {
            return Ok(members);
        }
        let (name, size) = said(block).ok_or_else(|| unreadable(members.last()))?;
        let (content, after) = after.split_at_checked(size).ok_or(CUT)?;
        let padding = size.next_multiple_of(BLOCK) - size;
        let (_, after) = after.split_at_checked(padding).ok_or(CUT)?;
        members.push(Member {
            name,
            content: content.to_vec(),
        });
        rest = after;
    }
}

const CUT: PacketError = PacketError::NotAPacket("its end is missing");

fn unreadable(last: Option<&Member>) -> PacketError {
    match last {
        None => PacketError::NotAPacket("it does not begin as one"),
        Some(before) => {
            PacketError::Changed(format!("the head of the member after {}", before.name))
        }
    }
}

/// The name and the size that a head says, where it is exactly the head that is written for them.
fn said(block: &[u8]) -> Option<(String, usize)> {
    let name: Vec<u8> = block
        .get(..100)?
        .iter()
        .copied()
        .take_while(|byte| *byte != 0)
        .collect();
    let name = String::from_utf8(name).ok()?;
    let digits = std::str::from_utf8(block.get(124..135)?).ok()?;
    let size = usize::from_str_radix(digits, 8).ok()?;
    (head(&name, size)?.as_slice() == block).then_some((name, size))
}

fn head(name: &str, size: usize) -> Option<Vec<u8>> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let fits = !name.is_empty() && name.len() <= 100 && name.bytes().all(plain) && size <= LARGEST;
    if !fits {
        return None;
    }
    let pad = |text: &str, width: usize| {
        let mut field = text.as_bytes().to_vec();
        field.resize(width, 0);
        field
    };
    let before = [
        pad(name, 100),
        pad("0000600", 8),
        pad("0000000", 8),
        pad("0000000", 8),
        pad(&format!("{size:011o}"), 12),
        pad("00000000000", 12),
    ]
    .concat();
    let after = [
        b"0".to_vec(),
        pad("", 100),
        b"ustar\x0000".to_vec(),
        pad("", 247),
    ]
    .concat();
    let sum: u32 = before
        .iter()
        .chain(&after)
        .map(|byte| u32::from(*byte))
        .sum();
    // The field of the sum itself counts as eight spaces.
    let sum = format!("{:06o}\0 ", sum + 8 * u32::from(b' '));
    Some([before, sum.into_bytes(), after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, size: usize) -> Member {
        Member {
            name: name.to_owned(),
            content: vec![b'x'; size],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for sizes in [&[][..], &[0], &[1, 511, 512, 513], &[5000, 0, 7]] {
            let members: Vec<Member> = sizes
                .iter()
                .enumerate()
                .map(|(at, size)| member(&format!("part-{at}.txt"), *size))
                .collect();
            let archive = write(&members).unwrap();
            assert_eq!(archive.len() % BLOCK, 0);
            assert_eq!(read(&archive), Ok(members));
        }
        for name in ["", "../up", "a/b", "a b", &"n".repeat(101)] {
            assert_eq!(write(&[member(name, 1)]), None, "{name}");
        }
        assert_eq!(read(b"short"), Err(CUT));
    }
}
