//! Which placeholder or stand-in stands for which value, for one request.
//!
//! A mapping is the only thing that turns a reply back into the practice's words, so it holds exactly what must not
//! leave. It never prints a value, is wiped from memory when dropped, and becomes bytes only to be sealed by the
//! store. `replace` makes it, `restore` reads it.

use crate::placeholder::{Placeholder, Tag};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

/// Placeholders and stand-ins, and the values they stand for. Cloning it shares it.
#[derive(Clone, Default)]
pub struct Mapping {
    table: Arc<Table>,
}

/// Why bytes are not a mapping. The bytes were sealed by us, so this means a damaged or foreign cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// They are not in the form that [`Mapping::to_bytes`] writes.
    #[error("the bytes are not a mapping")]
    Form,
    /// A key is not a placeholder, or nothing at all.
    #[error("a key of the mapping is not a placeholder")]
    Key,
}

/// What a mapping knows.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// The value of each placeholder.
    pub(crate) known: BTreeMap<Placeholder, Known>,
    /// Numbers that the input itself used: they are nobody's and stay as they are.
    pub(crate) reserved: BTreeSet<(Tag, u32)>,
    /// Realistic words and numbers that mean a value (`replace::surrogate`), none of them empty.
    pub(crate) stand_ins: BTreeMap<String, StandIn>,
}

/// The value behind one stand-in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StandIn {
    /// The text that was replaced, exactly.
    pub(crate) value: Zeroizing<String>,
    /// How it stands in the texts.
    pub(crate) stood: Stood,
}

/// How a stand-in stands in the texts that were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stood {
    /// Not at all: another way of writing one that does, which a reply may use.
    Nowhere,
    /// Apart from other words.
    Apart,
    /// Within a word somewhere, so that it counts there too.
    Within,
}

/// The value behind one placeholder.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// The text that was replaced, exactly.
    pub(crate) value: Zeroizing<String>,
    /// Whether it stood in square brackets of its own somewhere in the input.
    pub(crate) bracketed: bool,
}

/// The sealed form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    known: BTreeMap<String, String>,
    bracketed: BTreeSet<String>,
    reserved: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    stand_ins: BTreeMap<String, (String, Stood)>,
}

impl Mapping {
    pub(crate) fn new(table: Table) -> Self {
        Self {
            table: Arc::new(table),
        }
    }

    pub(crate) fn table(&self) -> &Arc<Table> {
        &self.table
    }

    /// How many placeholders and stand-ins stand in the texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.known.len() + self.standing().count()
    }

    /// Whether nothing was replaced.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each placeholder and stand-in as it stands in the texts, with its value.
    pub fn iter(&self) -> impl Iterator<Item = (String, &str)> {
        let known = self.table.known.iter();
        known
            .map(|(placeholder, known)| (placeholder.to_string(), known.value.as_str()))
            .chain(self.standing())
    }

    fn standing(&self) -> impl Iterator<Item = (String, &str)> {
        let stand_ins = self.table.stand_ins.iter();
        stand_ins
            .filter(|(_, stand_in)| stand_in.stood != Stood::Nowhere)
            .map(|(text, stand_in)| (text.clone(), stand_in.value.as_str()))
    }

    /// The mapping as bytes, to be sealed; they are wiped when dropped.
    ///
    /// # Errors
    /// [`MappingError::Form`], which cannot happen for a mapping of this crate.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, MappingError> {
        let mut form = Form::of(&self.table);
        let bytes = serde_json::to_vec(&form).map_err(|_| MappingError::Form);
        form.known.values_mut().for_each(Zeroize::zeroize);
        let stand_ins = form.stand_ins.values_mut();
        stand_ins.for_each(|(value, _)| value.zeroize());
        bytes.map(Zeroizing::new)
    }

    /// Reads what [`Mapping::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are not a mapping; nothing of them is in the error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MappingError> {
        let form: Form = serde_json::from_slice(bytes).map_err(|_| MappingError::Form)?;
        form.into_table().map(Self::new)
    }
}

impl Form {
    fn of(table: &Table) -> Self {
        let known = table
            .known
            .iter()
            .map(|(placeholder, known)| (placeholder.to_string(), known.value.to_string()))
            .collect();
        let bracketed = table
            .known
            .iter()
            .filter(|(_, known)| known.bracketed)
            .map(|(placeholder, _)| placeholder.to_string())
            .collect();
        let reserved = table
            .reserved
            .iter()
            .map(|(tag, number)| whole(*tag, *number).to_string())
            .collect();
        let stand_ins = table.stand_ins.iter();
        Self {
            known,
            bracketed,
            reserved,
            stand_ins: stand_ins
                .map(|(text, one)| (text.clone(), (one.value.to_string(), one.stood)))
                .collect(),
        }
    }

    fn into_table(self) -> Result<Table, MappingError> {
        let mut table = Table::default();
        for (key, value) in self.known {
            let placeholder = Placeholder::parse(&key).ok_or(MappingError::Key)?;
            let known = Known {
                value: Zeroizing::new(value),
                bracketed: self.bracketed.contains(&key),
            };
            table.known.insert(placeholder, known);
        }
        for key in self.reserved {
            let placeholder = Placeholder::parse(&key).ok_or(MappingError::Key)?;
            table.reserved.insert((placeholder.tag, placeholder.number));
        }
        for (text, (value, stood)) in self.stand_ins {
            let key = Some(text).filter(|text| !text.is_empty());
            let value = Zeroizing::new(value);
            let stand_in = StandIn { value, stood };
            table
                .stand_ins
                .insert(key.ok_or(MappingError::Key)?, stand_in);
        }
        Ok(table)
    }
}

fn whole(tag: Tag, number: u32) -> Placeholder {
    Placeholder {
        tag,
        number,
        form: crate::placeholder::Form::Whole,
    }
}

impl fmt::Debug for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mapping")
            .field("values", &self.len())
            .finish()
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
    }
}

impl Eq for Mapping {}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Mapping {
        let mut table = Table::default();
        for (key, value, bracketed) in [
            ("[PATIENT_1]", "Tamsin \"Tam\" Okonjo", false),
            ("[PATIENT_1_LAST]", "Okonjo", true),
            ("[DATE_3]", "2/4/71", false),
        ] {
            table.known.insert(
                Placeholder::parse(key).unwrap(),
                Known {
                    value: Zeroizing::new(value.into()),
                    bracketed,
                },
            );
        }
        table.reserved.insert((Tag::Mrn, 7));
        for (text, stood) in [("quenby", Stood::Within), ("QUENBY", Stood::Nowhere)] {
            let value = Zeroizing::new("tamsin".into());
            table
                .stand_ins
                .insert(text.into(), StandIn { value, stood });
        }
        Mapping::new(table)
    }

    #[test]
    fn bytes_and_back() {
        let mapping = sample();
        let bytes = mapping.to_bytes().unwrap();
        assert_eq!(Mapping::from_bytes(&bytes), Ok(mapping));
    }

    #[test]
    fn a_mapping_without_stand_ins_is_written_as_ever() {
        let bytes = Mapping::default().to_bytes().unwrap();
        let old = br#"{"known":{},"bracketed":[],"reserved":[]}"#;
        assert_eq!(bytes.as_slice(), old);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        for (bytes, error) in [
            ("", MappingError::Form),
            ("{}", MappingError::Form),
            (
                r#"{"known":{"PATIENT":"x"},"bracketed":[],"reserved":[]}"#,
                MappingError::Key,
            ),
            (
                r#"{"known":{"[patient_1]":"x"},"bracketed":[],"reserved":[]}"#,
                MappingError::Key,
            ),
            (
                r#"{"known":{},"bracketed":[],"reserved":["x"]}"#,
                MappingError::Key,
            ),
            (
                r#"{"known":{},"bracketed":[],"reserved":[],"stand_ins":{"":["x","apart"]}}"#,
                MappingError::Key,
            ),
        ] {
            assert_eq!(Mapping::from_bytes(bytes.as_bytes()), Err(error), "{bytes}");
        }
    }

    #[test]
    fn only_what_stands_in_the_texts_is_counted() {
        assert_eq!(sample().len(), 4);
        assert_eq!(sample().iter().count(), 4);
    }

    #[test]
    fn debug_shows_the_count_only() {
        assert_eq!(format!("{:?}", sample()), "Mapping { values: 4 }");
    }
}
