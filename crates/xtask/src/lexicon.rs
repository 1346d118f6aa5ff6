//! Packs the word lists of `crates/phi/lexicons` into the one table that the binary embeds.
//!
//! `cargo xtask lexicon` writes `lexicon.bin`; the test below builds it again and compares every byte, so that a list
//! cannot change without its table. Which list means which flags is said here and, for the `.txt` lists, by the
//! `[FLAG, FLAG] words` and `[FLAG, FLAG] phrases` headers inside them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anteroom_phi::lexicon::{Flags, encode, fold};
use anyhow::{Context, Result, bail};

/// Census counts from which a name counts as borne by many.
const COMMON: u64 = 8_000;
/// Census counts from which a given name outweighs an ordinary word.
const MOSTLY_NAME: u64 = 60_000;
/// Census counts below which a name counts as rare.
const RARE: u64 = 1_000;
/// Populations from which readers know a town as one.
const KNOWN_TOWN: u64 = 50_000;

/// The lists written for this project; their headers say what each section means.
const OWN: [&str; 10] = [
    "context.txt",
    "facilities.txt",
    "medical_drugs.txt",
    "medical_terms.txt",
    "products.txt",
    "names.txt",
    "places.txt",
    "chat.txt",
    "spanish.txt",
    "vehicles.txt",
];

/// The header of a section whose words are never names by themselves; it must follow the name lists.
const NOT_A_NAME: &str = "[NOT_A_NAME] words";

/// Writes the packed table.
///
/// # Errors
/// When a list is missing or not in its form, or the table cannot be written.
pub(crate) fn run() -> Result<()> {
    let table = build()?;
    fs::write(folder().join("lexicon.bin"), table).context("cannot write lexicon.bin")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../phi/lexicons")
}

type Entries = BTreeMap<String, Flags>;

fn build() -> Result<Vec<u8>> {
    let mut entries = Entries::new();
    words(
        &mut entries,
        "scowl_common.txt.gz",
        Flags::WORD | Flags::WORD_COMMON,
    )?;
    census(&mut entries)?;
    rarer_words(&mut entries, "scowl_words.txt.gz", MOSTLY_NAME)?;
    rarer_words(&mut entries, "scowl_rarer.txt.gz", COMMON)?;
    towns(
        &mut entries,
        "geonames_us.csv.gz",
        Flags::PLACE,
        Flags::PLACE_COMMON,
    )?;
    towns(
        &mut entries,
        "geonames_world.csv.gz",
        Flags::PLACE,
        Flags::NONE,
    )?;
    for name in OWN {
        own(&mut entries, name).with_context(|| format!("in {name}"))?;
    }
    Ok(encode(&entries))
}

pub(crate) fn read(name: &str) -> Result<String> {
    let bytes = fs::read(folder().join(name)).with_context(|| format!("cannot read {name}"))?;
    if !name.ends_with(".gz") {
        return Ok(String::from_utf8(bytes)?);
    }
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    Ok(text)
}

fn add(entries: &mut Entries, word: &str, flags: Flags) {
    *entries.entry(word.to_owned()).or_default() |= flags;
}

/// Adds an entry of one or several words as the tokenizer will cut it: letters only, joined by one space. All but the
/// last word of a longer entry are marked as the start of a phrase.
fn add_phrase(entries: &mut Entries, written: &str, flags: Flags) {
    let folded = fold(written);
    let parts: Vec<&str> = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 && parts.iter().any(|part| part.len() > 1) {
        add(
            entries,
            parts.first().copied().unwrap_or_default(),
            Flags::PHRASE,
        );
    }
    let joined = parts.join(" ");
    if joined.len() > 1 {
        add(entries, &joined, flags);
    }
}

fn words(entries: &mut Entries, name: &str, flags: Flags) -> Result<()> {
    for word in read(name)?.lines() {
        add(entries, word, flags);
    }
    Ok(())
}

/// Adds words that are less common, but for those that are far more often a given name: nobody writes "jane" or "nancy"
/// as a word.
fn rarer_words(entries: &mut Entries, name: &str, named: u64) -> Result<()> {
    let given: BTreeMap<String, u64> = counts("census_2020_given.csv.gz")?.into_iter().collect();
    for word in read(name)?.lines() {
        if given.get(word).is_none_or(|count| *count < named) {
            add(entries, word, Flags::WORD);
        }
    }
    Ok(())
}

fn counts(name: &str) -> Result<Vec<(String, u64)>> {
    let text = read(name)?;
    let rows = text.lines().map(|line| {
        let (word, count) = line
            .split_once(',')
            .with_context(|| format!("{name}: a row without a count"))?;
        Ok((word.to_owned(), count.parse()?))
    });
    rows.collect()
}

fn census(entries: &mut Entries) -> Result<()> {
    let mut bearers: BTreeMap<String, u64> = BTreeMap::new();
    let lists = [
        (
            "census_2020_given.csv.gz",
            Flags::GIVEN,
            Flags::GIVEN_COMMON,
        ),
        (
            "census_surnames.csv.gz",
            Flags::SURNAME,
            Flags::SURNAME_COMMON,
        ),
    ];
    for (list, any, common) in lists {
        for (name, count) in counts(list)? {
            add(
                entries,
                &name,
                if count >= COMMON { any | common } else { any },
            );
            *bearers.entry(name).or_default() += count;
        }
    }
    for (name, _) in bearers.iter().filter(|(_, count)| **count < RARE) {
        add(entries, name, Flags::RARE);
    }
    Ok(())
}

fn towns(entries: &mut Entries, list: &str, any: Flags, common: Flags) -> Result<()> {
    for (name, people) in counts(list)? {
        add_phrase(
            entries,
            &name,
            if people >= KNOWN_TOWN {
                any | common
            } else {
                any
            },
        );
    }
    Ok(())
}

fn own(entries: &mut Entries, name: &str) -> Result<()> {
    let (mut flags, mut phrases, mut removing) = (Flags::NONE, false, false);
    for line in read(name)?.lines().filter(|line| !line.starts_with('#')) {
        if line == NOT_A_NAME {
            removing = true;
        } else if let Some(header) = line.strip_prefix('[') {
            removing = false;
            let (names, shape) = header.split_once(']').context("a header without its end")?;
            flags = flags_named(names)?;
            phrases = shape.trim() == "phrases";
        } else {
            let split = |c: char| if phrases { c == ',' } else { c.is_whitespace() };
            for entry in line.split(split).map(str::trim) {
                if removing {
                    unname(entries, entry);
                } else {
                    own_entry(entries, entry, flags);
                }
            }
        }
    }
    Ok(())
}

/// Takes the name flags from a word; it becomes an everyday word.
fn unname(entries: &mut Entries, word: &str) {
    let names = Flags::ANY_NAME | Flags::GIVEN_COMMON | Flags::SURNAME_COMMON | Flags::RARE;
    let flags = entries.entry(word.to_owned()).or_default();
    *flags = Flags(flags.0 & !names.0) | Flags::WORD | Flags::WORD_COMMON;
}

/// A compound name ("de-guzman") makes each longer part a name; every other entry stands for itself.
fn own_entry(entries: &mut Entries, entry: &str, flags: Flags) {
    let compound = entry.contains(['-', '\'']) && flags.any(Flags::ANY_NAME);
    if compound {
        let parts = entry.split(['-', '\'']).filter(|part| part.len() > 2);
        parts.for_each(|part| add(entries, &fold(part), flags));
    } else if !entry.is_empty() {
        let possessive = entry.strip_suffix("'s").filter(|_| !entry.contains(' '));
        add_phrase(entries, possessive.unwrap_or(entry), flags);
    }
}

fn flags_named(names: &str) -> Result<Flags> {
    let mut flags = Flags::NONE;
    for name in names.split(',') {
        flags |= match name.trim() {
            "CAR" => Flags::CAR,
            "COUNTRY" => Flags::COUNTRY,
            "CREDENTIAL" => Flags::CREDENTIAL,
            "EPONYM" => Flags::EPONYM,
            "FACILITY" => Flags::FACILITY,
            "FACILITY_WORD" => Flags::FACILITY_WORD,
            "GIVEN" => Flags::GIVEN,
            "MEDICAL" => Flags::MEDICAL,
            "MONTH" => Flags::MONTH,
            "ORGANIZATION" => Flags::ORGANIZATION,
            "PARTICLE" => Flags::PARTICLE,
            "PLACE" => Flags::PLACE,
            "RELATION" => Flags::RELATION,
            "ROLE" => Flags::ROLE,
            "SPEECH" => Flags::SPEECH,
            "STATE" => Flags::STATE,
            "STREET_SUFFIX" => Flags::STREET_SUFFIX,
            "SURNAME" => Flags::SURNAME,
            "THING" => Flags::THING,
            "TITLE" => Flags::TITLE,
            "WEEKDAY" => Flags::WEEKDAY,
            "WORD" => Flags::WORD | Flags::WORD_COMMON,
            other => bail!("no flag is called {other}"),
        };
    }
    Ok(flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_what_the_lists_say() {
        let shipped = fs::read(folder().join("lexicon.bin")).unwrap();
        assert!(
            shipped == build().unwrap(),
            "run `cargo xtask lexicon` and commit lexicon.bin"
        );
        assert!(
            shipped.len() < 4_000_000,
            "the table has grown to {} bytes",
            shipped.len()
        );
    }

    #[test]
    fn phrases_are_cut_as_the_tokenizer_cuts() {
        let mut entries = Entries::new();
        add_phrase(&mut entries, "St. John's", Flags::PLACE);
        assert_eq!(entries.get("st john s"), Some(&Flags::PLACE));
        assert_eq!(entries.get("st"), Some(&Flags::PHRASE));
    }
}
