//! The fields of a form: what stands in them, what is wrong with it, and reading what was sent, every fault at once.

use std::str::FromStr as _;

use anteroom_audit::Word;
use anteroom_office::Note;
use jiff::civil::Date;

use super::Sent;

/// Fields whose content is never shown again.
const SECRET: [&str; 2] = ["csrf", "key"];

/// What is wrong with a field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) field: &'static str,
    pub(crate) says: String,
}

impl Wrong {
    pub(crate) fn new(field: &'static str, says: &str) -> Wrong {
        let says = says.to_owned();
        Wrong { field, says }
    }
}

/// What stands in the fields of a form, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Fields {
    values: Vec<(String, String)>,
    wrong: Vec<Wrong>,
}

impl Fields {
    /// A form that nobody has sent yet, with what is known already.
    pub(crate) fn with<const N: usize>(values: [(&str, String); N]) -> Fields {
        let values = values.into_iter();
        Fields {
            values: values
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            wrong: Vec::new(),
        }
    }

    /// A form as it was sent, with what is wrong with it. A key is not among it: it is typed again.
    pub(crate) fn again(sent: &Sent, wrong: Vec<Wrong>) -> Fields {
        let kept = sent.0.iter();
        let kept = kept.filter(|(name, _)| !SECRET.contains(&&**name));
        Fields {
            values: kept.cloned().collect(),
            wrong,
        }
    }

    /// What stands in a field; empty where nothing does.
    pub(crate) fn get(&self, name: &str) -> &str {
        let mut all = self.values.iter().filter(|(known, _)| known == name);
        all.next().map_or("", |(_, value)| value.as_str())
    }

    /// Whether a field holds this value.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    /// Everything that is wrong.
    pub(crate) fn wrong(&self) -> &[Wrong] {
        &self.wrong
    }

    /// What is wrong with a field.
    pub(crate) fn wrong_with(&self, field: &str) -> Option<&str> {
        let wrong = self.wrong.iter().find(|wrong| wrong.field == field);
        wrong.map(|wrong| wrong.says.as_str())
    }
}

/// Reads the fields of a form that was sent, and gathers what is wrong with them.
pub(crate) struct Reader<'s> {
    sent: &'s Sent,
    wrong: Vec<Wrong>,
}

impl<'s> Reader<'s> {
    /// Nothing read yet.
    pub(crate) fn of(sent: &'s Sent) -> Reader<'s> {
        let wrong = Vec::new();
        Reader { sent, wrong }
    }

    /// What was sent in a field, without white space around it.
    pub(crate) fn text(&self, field: &str) -> &'s str {
        self.sent.text(field)
    }

    /// Notes that a field cannot be as it is.
    pub(crate) fn stop(&mut self, field: &'static str, says: &str) {
        self.wrong.push(Wrong::new(field, says));
    }

    /// A name that must be there.
    pub(crate) fn word(&mut self, field: &'static str, says: &str) -> Option<Word> {
        match self.text(field) {
            "" => {
                self.stop(field, says);
                None
            }
            _ => self.word_if_any(field),
        }
    }

    /// A name that may be left out.
    pub(crate) fn word_if_any(&mut self, field: &'static str) -> Option<Word> {
        match self.text(field) {
            "" => None,
            text => {
                let word = Word::new(text);
                let says = "Write it in one line of at most 200 letters.";
                word.map_err(|_| self.stop(field, says)).ok()
            }
        }
    }

    /// Names, one a line.
    pub(crate) fn words(&mut self, field: &'static str) -> Vec<Word> {
        let lines = self.text(field).lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let words: Result<Vec<Word>, _> = lines.iter().map(|line| Word::new(line)).collect();
        let says = "Write each in a line of its own, of at most 200 letters.";
        words
            .map_err(|_| self.stop(field, says))
            .unwrap_or_default()
    }

    /// A day that may be left out.
    pub(crate) fn day_if_any(&mut self, field: &'static str) -> Option<Date> {
        match self.text(field) {
            "" => None,
            day => {
                let says = "Write the day as year-month-day, such as 2027-06-30.";
                let day = day.parse::<Date>();
                day.map_err(|_| self.stop(field, says)).ok()
            }
        }
    }

    /// A day that may be left out, and that is not after this one.
    pub(crate) fn past_day_if_any(&mut self, field: &'static str, today: Date) -> Option<Date> {
        let day = self.day_if_any(field)?;
        if day > today {
            self.stop(field, "Choose today, or a day that is over.");
            return None;
        }
        Some(day)
    }

    /// Somebody's own words, which may be left out.
    pub(crate) fn note_if_any(&mut self, field: &'static str) -> Option<Note> {
        match self.text(field) {
            "" => None,
            text => {
                let says = "Write at most 10,000 letters.";
                Note::from_str(text)
                    .map_err(|_| self.stop(field, says))
                    .ok()
            }
        }
    }

    /// What was read, unless something is wrong.
    pub(crate) fn finish<T>(self, read: Option<T>) -> Result<T, Vec<Wrong>> {
        match read {
            Some(read) if self.wrong.is_empty() => Ok(read),
            _ => Err(self.wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Sent {
        let fields = fields.iter();
        let own = fields.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Sent(own.collect())
    }

    #[test]
    fn every_fault_is_told_at_its_field_and_keys_are_not_shown_again() {
        let sent = sent(&[("day", "soon"), ("key", "secret"), ("name", "Mistral")]);
        let mut reader = Reader::of(&sent);
        let name = reader.word("name", "Write the name.");
        assert_eq!(name, Some(Word::lossy("Mistral")));
        assert_eq!(reader.word("other", "Write it."), None);
        assert_eq!(reader.day_if_any("day"), None);
        let wrong = reader.finish(name).unwrap_err();
        let fields = Fields::again(&sent, wrong);
        assert_eq!(fields.wrong_with("other"), Some("Write it."));
        assert!(
            fields
                .wrong_with("day")
                .is_some_and(|says| says.contains("year-month-day"))
        );
        assert_eq!((fields.get("name"), fields.get("key")), ("Mistral", ""));
        assert!(fields.has("day", "soon") && fields.wrong().len() == 2);
    }

    #[test]
    fn lines_are_names_and_empty_ones_are_none() {
        let sent = sent(&[("hosts", " a.example \n\nb.example/v1\r\n"), ("note", " ")]);
        let mut reader = Reader::of(&sent);
        let hosts = reader.words("hosts");
        assert_eq!(
            hosts,
            [Word::lossy("a.example"), Word::lossy("b.example/v1")]
        );
        assert_eq!(reader.note_if_any("note"), None);
        assert!(reader.finish(Some(())).is_ok());
    }
}
