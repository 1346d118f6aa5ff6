//! What the title of a column, or the key of a record, says about the people in it.
//!
//! Titles are compared by their letters and digits alone, so "Date of Birth", `date_of_birth` and `dateOfBirth` are one.

use std::sync::LazyLock;

/// A column that has to do with people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    /// Birth date.
    Birth,
    /// How the people are related to one of them.
    Family,
    /// First name.
    First,
    /// Last name.
    Last,
    /// A patient's name.
    Patient,
    /// A number that one person has: record, member, Social Security number.
    Record,
    /// Something that only staff have.
    Staff,
}

const TITLES: [(Column, &[&str]); 7] = [
    (
        Column::Birth,
        &[
            "birthdate",
            "birthday",
            "birthdt",
            "born",
            "dateofbirth",
            "dob",
            "patdob",
            "patientbirthdate",
            "patientdob",
            "ptdob",
        ],
    ),
    (
        Column::Family,
        &[
            "kinship",
            "relation",
            "relationship",
            "relationtopatient",
            "relationshiptopatient",
        ],
    ),
    (
        Column::First,
        &[
            "fname",
            "first",
            "firstname",
            "forename",
            "given",
            "givenname",
            "patfirst",
            "patientfirst",
            "patientfirstname",
        ],
    ),
    (
        Column::Last,
        &[
            "familyname",
            "last",
            "lastname",
            "lname",
            "patientlast",
            "patientlastname",
            "patlast",
            "surname",
        ],
    ),
    (
        Column::Patient,
        &[
            "client",
            "clientname",
            "membername",
            "namepatient",
            "patient",
            "patientfullname",
            "patientname",
            "patname",
            "pt",
            "ptname",
            "residentname",
            "subscribername",
        ],
    ),
    (
        Column::Record,
        &[
            "beneficiaryid",
            "chart",
            "chartid",
            "chartno",
            "chartnumber",
            "clientid",
            "insid",
            "insuranceid",
            "mbi",
            "medicaid",
            "medicaidid",
            "medicalrecord",
            "medicalrecordno",
            "medicalrecordnumber",
            "medicareid",
            "memberid",
            "memberno",
            "membernumber",
            "mrn",
            "patid",
            "patientaccount",
            "patientaccountnumber",
            "patientid",
            "patientmrn",
            "patientno",
            "patientnumber",
            "policyno",
            "policynumber",
            "ptid",
            "recordno",
            "recordnumber",
            "socialsecurity",
            "socialsecurityno",
            "socialsecuritynumber",
            "ssn",
            "subscriberid",
        ],
    ),
    (
        Column::Staff,
        &[
            "credentials",
            "department",
            "dept",
            "employeeid",
            "hiredate",
            "jobtitle",
            "npi",
            "role",
            "salary",
            "shift",
            "specialty",
        ],
    ),
];

/// Every title with its column, in order: titles are asked for at every number of a text.
static SORTED: LazyLock<Vec<(&str, Column)>> = LazyLock::new(|| {
    let each = |(column, titles): &(Column, &[&'static str])| {
        let column = *column;
        titles
            .iter()
            .map(move |title| (*title, column))
            .collect::<Vec<_>>()
    };
    let mut sorted: Vec<(&str, Column)> = TITLES.iter().flat_map(each).collect();
    sorted.sort_unstable();
    sorted
});

/// Longest title.
const TITLE: usize = 40;

impl Column {
    /// The column with this title.
    pub(crate) fn of(title: &str) -> Option<Self> {
        if title.len() > TITLE {
            return None;
        }
        let at = SORTED.binary_search_by(|(known, _)| known.bytes().cmp(letters(title)));
        SORTED.get(at.ok()?).map(|(_, column)| *column)
    }

    /// The column whose values are listed under this label, which may be a plural: "MRNs", "Dates of birth". One
    /// "Patient" lists complaints, and "clients" are companies and programs too.
    pub(crate) fn of_list(label: &str) -> Option<Self> {
        let title = plain(label).replace("dates", "date");
        let certain = Self::of(&title).filter(|column| column.is_certain());
        certain.or_else(|| {
            let one = Self::of(title.strip_suffix('s')?)?;
            (one.is_certain() || (one == Self::Patient && title.starts_with('p'))).then_some(one)
        })
    }

    /// Whether different values are different people for certain.
    pub(crate) fn is_certain(self) -> bool {
        matches!(self, Self::Birth | Self::Record)
    }

    /// Whether different values are most likely different patients.
    pub(crate) fn is_patient(self) -> bool {
        self.is_certain() || self == Self::Patient
    }

    /// The value of a cell of this column; nothing when it says nothing about who it is.
    pub(crate) fn value(self, cell: &str) -> Option<String> {
        let says = match self {
            Self::Birth => cell.bytes().filter(u8::is_ascii_digit).count() >= 4,
            Self::First | Self::Last | Self::Patient => is_name(cell),
            Self::Record => cell.bytes().any(|byte| byte.is_ascii_digit()) && cell.len() >= 3,
            Self::Family | Self::Staff => false,
        };
        says.then(|| cell.to_lowercase())
    }
}

/// A title by its letters and digits alone.
pub(crate) fn plain(title: &str) -> String {
    letters(title).map(char::from).collect()
}

fn letters(title: &str) -> impl Iterator<Item = u8> {
    let bytes = title.bytes().filter(u8::is_ascii_alphanumeric);
    bytes.map(|byte| byte.to_ascii_lowercase())
}

/// Two letters, and not merely "patient 3" or a placeholder.
fn is_name(cell: &str) -> bool {
    let mut words = cell
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 1);
    let generic = |word: &str| {
        [
            "case",
            "participant",
            "patient",
            "placeholder",
            "pt",
            "subject",
            "unknown",
        ]
        .contains(&word.to_lowercase().as_str())
    };
    words.any(|word| !generic(word)) && !cell.starts_with('[')
}

/// The columns that tell the people of a table apart, by position; nothing when its rows are not patients.
pub(super) fn header(cells: &[&str]) -> Option<Vec<(usize, Column)>> {
    let titles: Vec<&str> = cells.iter().copied().map(title).collect();
    let said = titles.iter().filter(|title| !title.is_empty()).count();
    if said < 2 || titles.iter().any(|title| !could_be_title(title)) {
        return None;
    }
    let columns: Vec<(usize, Column)> = titles
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| Some((at, Column::of(cell)?)))
        .collect();
    let has = |wanted: Column| columns.iter().any(|(_, column)| *column == wanted);
    if let Some(certain) = columns.iter().find(|(_, column)| column.is_certain()) {
        let kept = |column: &(usize, Column)| column == certain || column.1 == Column::Family;
        return Some(columns.iter().copied().filter(kept).collect());
    }
    let named =
        has(Column::Patient) || (has(Column::First) && has(Column::Last) && !has(Column::Staff));
    named.then(|| {
        columns
            .into_iter()
            .filter(|(_, column)| *column != Column::Staff)
            .collect()
    })
}

/// Code has words between commas too.
fn could_be_title(title: &str) -> bool {
    title.len() <= TITLE && !title.contains([']', '{', '}']) && !title.contains("::")
}

/// The title in a cell, without the document around it that the table stands in.
fn title(cell: &str) -> &str {
    cell.rsplit('"').next().unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for (title, column) in [
            ("Date of Birth", Some(Column::Birth)),
            ("patient_id", Some(Column::Record)),
            ("MRN #", Some(Column::Record)),
            ("lastName", Some(Column::Last)),
            ("Patients", None),
            ("name", None),
            ("", None),
        ] {
            assert_eq!(Column::of(title), column, "{title}");
        }
    }

    #[test]
    fn labels_of_lists() {
        for (label, column) in [
            ("DOBs", Some(Column::Birth)),
            ("dates_of_birth", Some(Column::Birth)),
            ("MRN", Some(Column::Record)),
            ("medicalRecordNumbers", Some(Column::Record)),
            ("Patients", Some(Column::Patient)),
            ("Patient", None),
            ("clients", None),
            ("names", None),
            ("s", None),
        ] {
            assert_eq!(Column::of_list(label), column, "{label}");
        }
    }

    #[test]
    fn titles_are_plain_and_said_once() {
        let all: Vec<&str> = TITLES
            .iter()
            .flat_map(|(_, titles)| titles.iter().copied())
            .collect();
        let distinct: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len());
        assert!(all.iter().all(
            |title| title.bytes().all(|byte| byte.is_ascii_lowercase()) && title.len() <= TITLE
        ));
    }

    #[test]
    fn values_that_name_somebody() {
        for (column, cell, says) in [
            (Column::Patient, "Okonjo, Tamsin", true),
            (Column::Patient, "Patient 3", false),
            (Column::Patient, "[PATIENT_1]", false),
            (Column::Patient, "12", false),
            (Column::Birth, "2/4/1971", true),
            (Column::Birth, "n/a", false),
            (Column::Record, "A-48291", true),
            (Column::Record, "-", false),
            (Column::Staff, "Nursing", false),
        ] {
            assert_eq!(column.value(cell).is_some(), says, "{column:?} {cell}");
        }
    }
}
