//! A request to diagnose. Finding out what somebody has is a clinician's work.

pub(super) const SAYS: &str =
    "No task here finds a diagnosis. Ask a clinician, and write down what they found.";

pub(super) const WORDS: &[&str] = &[
    "diagnose this",
    "diagnose the patient",
    "diagnose my patient",
    "diagnose him",
    "diagnose her",
    "differential diagnosis for",
    "give a differential",
    "suggest a diagnosis",
    "what could this be",
    "what do i have",
    "what does he have",
    "what does my patient have",
    "what does she have",
    "what does the patient have",
    "what is the diagnosis",
    "what is the likely diagnosis",
    "what is the most likely diagnosis",
    "what's the diagnosis",
];
