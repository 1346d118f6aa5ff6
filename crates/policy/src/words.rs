//! The closed vocabularies of the facts: each word is a Rust variant, a JSON string and a Cedar enum value at once.
//!
//! The codes are those of the decision contract. They are stored with receipts, so a code never changes; the schema
//! lists the same codes, and a test compares the two, because a rule that compares with a misspelled word would
//! silently never fire.

use serde::{Deserialize, Serialize};

/// A word of a closed list, as the rules name it.
pub(crate) trait Word: Copy {
    /// The name of the list in the schema.
    const TYPE: &'static str;

    /// The word's stable code.
    fn word(self) -> &'static str;
}

/// Declares an enum whose variants have one stable code each.
macro_rules! words {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$note:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        pub enum $name { $($(#[$note])* #[serde(rename = $code)] $variant,)* }

        impl $crate::words::Word for $name {
            const TYPE: &'static str = stringify!($name);

            fn word(self) -> &'static str {
                self.code()
            }
        }

        impl $name {
            /// Every variant.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word with this code.
            #[must_use]
            pub fn named(code: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|word| word.code() == code)
            }

            /// The stable code, as stored and as the rules write it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }
        }
    };
}

pub(crate) mod content;
pub(crate) mod evidence;
pub(crate) mod output;
pub(crate) mod people;

words! {
    /// The form in which patient text may use a connection.
    pub enum ApprovedFor {
        /// Text whose identifiers were replaced.
        Deidentified = "deidentified",
        /// No patient text.
        None = "none",
    }
}

words! {
    /// The kind of service behind a connection.
    pub enum DeploymentKind {
        /// A vendor's service under an enterprise contract.
        EnterpriseApi = "enterprise_api",
        /// A single-tenant service in a cloud.
        PrivateCloud = "private_cloud",
        /// A vendor's shared public service.
        PublicApi = "public_api",
        /// Open weights run by the practice or for it.
        SelfHosted = "self_hosted",
        /// A model inside the practice's own cloud network.
        Vpc = "vpc",
    }
}

words! {
    /// A chart export in a known format.
    pub enum Export {
        /// C-CDA document.
        Ccda = "ccda",
        /// FHIR bundle.
        FhirBundle = "fhir_bundle",
        /// HL7 version 2 message or batch.
        Hl7 = "hl7",
        /// Not an export.
        None = "none",
        /// Table with several patients.
        PatientTable = "patient_table",
        /// Chart paste with several visits.
        SeveralVisits = "several_visits",
        /// X12 transaction, such as a claim.
        X12 = "x12",
    }
}

words! {
    /// Whose machines run the model.
    pub enum Host {
        /// The practice's account at a cloud company.
        CloudAccount = "cloud_account",
        /// Hardware that the practice owns and runs.
        PracticeOwned = "practice_owned",
        /// Machines that the practice rents or has managed; whoever runs them is a party.
        Rented = "rented",
        /// The vendor's own machines.
        Vendor = "vendor",
    }
}

words! {
    /// What kind of patient information a text is (`detected.phi` in the contract).
    pub enum Phi {
        /// Records of many patients.
        Bulk = "bulk",
        /// About a patient, with no identifier left (45 CFR 164.514(b)).
        Deidentified = "deidentified",
        /// Patient information with identifiers.
        Identified = "identified",
        /// Only dates, towns and the like are left (45 CFR 164.514(e)).
        LimitedDataSet = "limited_data_set",
        /// No patient information.
        None = "none",
    }
}

words! {
    /// Whether the vendor may train on what it is sent (`retention_terms.training_use` in the contract).
    pub enum TrainingUse {
        /// The terms exclude it.
        None = "none",
        /// It can be switched off, and was not.
        OptOutNotSet = "opt_out_not_set",
        /// Nobody looked.
        Unknown = "unknown",
        /// The terms allow it.
        Yes = "yes",
    }
}

/// A word without its capitals, hyphens and blanks.
pub(crate) fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['-', ' ', '/'], "_")
}

/// Reads a word by a table of codes, each with its other names.
pub(crate) fn among<W: Copy>(table: &[(W, &str)], word: &str) -> Option<W> {
    let has = |names: &str| names.split_whitespace().any(|name| name == word);
    table
        .iter()
        .find(|(_, names)| has(names))
        .map(|(known, _)| *known)
}
