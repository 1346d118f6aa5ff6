//! CPT codes. The American Medical Association holds the copyright and asks for a license to use them in a product, so they
//! stay off until a practice can record one.

pub(super) const SAYS: &str =
    "CPT codes need a license that is not on file here. Ask for ICD-10-CM codes only.";

pub(super) const WORDS: &[&str] = &[
    "cpt",
    "cpt code",
    "cpt codes",
    "cpt-4",
    "e/m level",
    "e&m level",
];
