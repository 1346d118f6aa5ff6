//! Invented patients: people who do not exist, with the kinds of names and numbers that real ones have.
//!
//! One list for every test, Rust, Python and Node alike (`data/patients.json`). Numbers keep the real check rules so
//! that recognizers take them for real; telephone numbers are from the range reserved for fiction (555-01xx), mail
//! domains from RFC 2606.

use serde::Deserialize;

/// One invented patient.
#[derive(Clone, Debug, Deserialize)]
pub struct Patient {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth, MM/DD/YYYY.
    pub birth: String,
    /// Telephone number, written as this patient writes it.
    pub phone: String,
    /// Social security number with hyphens.
    pub ssn: String,
    /// Medical record number.
    pub mrn: String,
    /// Mail address.
    pub email: String,
    /// House number and street.
    pub street: String,
    /// Five-digit ZIP code.
    pub zip: String,
}

impl Patient {
    /// All of them.
    pub fn all() -> anyhow::Result<Vec<Self>> {
        Ok(serde_json::from_str(include_str!("../data/patients.json"))?)
    }

    /// A short visit note that names every identifier of this patient, each as notes introduce it.
    pub fn note(&self) -> String {
        let Self {
            given,
            family,
            birth,
            phone,
            ssn,
            mrn,
            email,
            street,
            zip,
        } = self;
        format!(
            "Patient: {given} {family}\nDOB: {birth}\nMRN: {mrn}\nSSN: {ssn}\nPhone: {phone}\nEmail: {email}\n\
             Address: {street}, Columbus, OH {zip}\n\n{given} {family} comes in with three days of productive cough. \
             Lungs clear, temperature 37.9. Viral bronchitis likely; fluids and rest, return in a week."
        )
    }

    /// Every identifier as it is written, none shorter than what may be searched for without false alarms.
    pub fn identifiers(&self) -> Vec<&str> {
        let Self {
            given,
            family,
            birth,
            phone,
            ssn,
            mrn,
            email,
            street,
            zip: _,
        } = self;
        // The ZIP code alone is five digits and turns up in any hash or time stamp.
        vec![given, family, birth, phone, ssn, mrn, email, street]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_reads_and_every_note_holds_every_identifier() {
        let all = Patient::all().unwrap();
        assert!(all.len() >= 12);
        for patient in all {
            let note = patient.note();
            assert!(patient.identifiers().iter().all(|id| note.contains(id)));
        }
    }
}
