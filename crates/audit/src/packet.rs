//! The auditor's packet: one signed file that a stranger can check without the practice's machine.
//!
//! It is a tar archive, so that anybody can open it. The first member is the manifest: a signed note (`note`) with the
//! key, and the SHA-256, size and name of every other member.
//!
//! ```text
//! anteroom-packet/1
//! key NAME+ID+BASE64
//! HEX SIZE NAME                one for each member, in their order
//!
//! — NAME SIGNATURE
//! ```
//! [`check`] says of one changed byte in which member it is. It also holds what the packet tells against the log in it:
//! every record and file is one that the log knows, none that the log knows is left out, and every decision saw the
//! facts that are shown. The records themselves are vouched for by the signature; the log has only the hashes of their
//! sealed form.

mod tar;
mod told;

use crate::export::{self, ExportError};
use crate::note::{NoteError, Signer, VerifyingKey};
use crate::{EntryNo, Hash, Verified, Word};

pub use told::{Decision, FileLine, RecordLine};

/// The name of the member that is signed.
pub const MANIFEST: &str = "MANIFEST";
/// The name of the copy of the log, as `export` writes it.
pub const LOG: &str = "log.jsonl";
/// The name of the records, a [`RecordLine`] a line.
pub const RECORDS: &str = "records.jsonl";
/// The name of the list of files, a [`FileLine`] a line.
pub const FILES: &str = "files.jsonl";
/// The name of the decisions, a [`Decision`] a line.
pub const DECISIONS: &str = "decisions.jsonl";
/// What kinds of records never leave: they hold how people sign in.
pub const KEPT_BACK: [&str; 5] = [
    "account",
    "passkeys",
    "second_step",
    "single_sign_on",
    "single_sign_on_link",
];

const FORMAT: &str = "anteroom-packet/1";

/// A file in the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name: letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// A packet that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The key that signed it. Whoever does not trust the packet compares it with one that came another way.
    pub key: VerifyingKey,
    /// The members, in their order.
    pub members: Vec<String>,
    /// The log in it.
    pub log: Verified,
    /// How many records it shows.
    pub records: usize,
    /// How many records the log knows and the packet keeps back.
    pub kept_back: usize,
    /// How many files it lists.
    pub files: usize,
    /// How many decisions it shows.
    pub decisions: usize,
}

/// Why a packet is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PacketError {
    /// A member is not as it was signed.
    #[error("{0} is not as it was signed")]
    Changed(String),
    /// The log shows a decision otherwise.
    #[error("{DECISIONS}: the decision of entry {0} is not as the log says")]
    Decision(EntryNo),
    /// The log does not know a file, or the packet leaves one out.
    #[error("{FILES}: file {0} is not as the log says")]
    File(Word),
    /// A line cannot be read.
    #[error("{member}: line {line} cannot be read")]
    Line {
        /// In which member.
        member: &'static str,
        /// Counted from 1.
        line: usize,
    },
    /// The log in it does not stand.
    #[error("{LOG}: {0}")]
    Log(#[from] ExportError),
    /// It is no packet, or its frame was changed.
    #[error("this is not a packet as it was written: {0}")]
    NotAPacket(&'static str),
    /// It was signed with another key.
    #[error("this packet was signed with another key than the one given")]
    OtherKey,
    /// The log does not know a record, or the packet leaves one out.
    #[error("{RECORDS}: revision {revision} of {subject} {subject_id} is not as the log says")]
    Record {
        /// What kind.
        subject: Word,
        /// Which one.
        subject_id: Word,
        /// Which revision.
        revision: u64,
    },
    /// The manifest's signature does not fit.
    #[error("{MANIFEST}: {0}")]
    Signature(#[from] NoteError),
}

/// The packet of these members, signed.
///
/// # Errors
/// When a name is not one, or too much is in it.
pub fn seal(members: Vec<Member>, signer: &Signer) -> Result<Vec<u8>, PacketError> {
    let note = signer.sign(&manifest(&members, &signer.verifying_key()))?;
    let first = Member {
        name: MANIFEST.to_owned(),
        content: note.into_bytes(),
    };
    let all: Vec<Member> = std::iter::once(first).chain(members).collect();
    tar::write(&all).ok_or(PacketError::NotAPacket("a name or a size does not fit"))
}

/// Checks a packet, and that this key signed it where one is given.
///
/// # Errors
/// Says which member, line, record, file or decision is not as it was written.
pub fn check(packet: &[u8], expected: Option<&VerifyingKey>) -> Result<Checked, PacketError> {
    let all = tar::read(packet)?;
    let (first, members) = all
        .split_first()
        .ok_or(PacketError::NotAPacket("it is empty"))?;
    let key = signed(first, members, expected)?;
    // What no member holds (padding, the heads' spare fields) must be as it is written too.
    if tar::write(&all).as_deref() != Some(packet) {
        return Err(PacketError::NotAPacket(
            "something stands between its members",
        ));
    }
    let log = export::verify(lines(members, LOG)?.lines(), Some(&key))?;
    let told = told::Told::of(lines(members, LOG)?)?;
    let (records, kept_back) = told.hold_records(lines(members, RECORDS)?)?;
    Ok(Checked {
        records,
        kept_back,
        files: told.hold_files(lines(members, FILES)?)?,
        decisions: told.hold_decisions(lines(members, DECISIONS)?)?,
        members: members.iter().map(|member| member.name.clone()).collect(),
        key,
        log,
    })
}

/// Holds the members against the signed manifest, and gives the key.
fn signed(
    first: &Member,
    members: &[Member],
    expected: Option<&VerifyingKey>,
) -> Result<VerifyingKey, PacketError> {
    let changed = || PacketError::Changed(MANIFEST.to_owned());
    let note = std::str::from_utf8(&first.content).map_err(|_| changed())?;
    let key = note
        .lines()
        .nth(1)
        .and_then(|line| line.strip_prefix("key "));
    let key: VerifyingKey = key.and_then(|key| key.parse().ok()).ok_or_else(changed)?;
    if expected.is_some_and(|expected| *expected != key) {
        return Err(PacketError::OtherKey);
    }
    let text = key.open(note)?;
    let head = manifest(&[], &key);
    let said = text.strip_prefix(&*head).ok_or_else(changed)?;
    let mut said = said.lines();
    for member in members {
        if said.next() != Some(&*entry(member)) {
            return Err(PacketError::Changed(member.name.clone()));
        }
    }
    match said.next() {
        None => Ok(key),
        Some(missing) => {
            let name = missing.rsplit(' ').next().unwrap_or_default();
            Err(PacketError::Changed(name.to_owned()))
        }
    }
}

fn manifest(members: &[Member], key: &VerifyingKey) -> String {
    let mut text = format!("{FORMAT}\nkey {key}\n");
    for member in members {
        text.push_str(&entry(member));
        text.push('\n');
    }
    text
}

fn entry(Member { name, content }: &Member) -> String {
    format!("{} {} {name}", Hash::of(content), content.len())
}

fn lines<'m>(members: &'m [Member], name: &'static str) -> Result<&'m str, PacketError> {
    let member = members.iter().find(|member| member.name == name);
    let member = member.ok_or_else(|| PacketError::Changed(name.to_owned()))?;
    std::str::from_utf8(&member.content).map_err(|_| PacketError::Changed(name.to_owned()))
}
