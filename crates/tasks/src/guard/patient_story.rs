//! Patients in public: stories, testimonials, pictures before and after. Each needs the patient's own written permission
//! (45 CFR 164.508), which no form here can give.

pub(super) const SAYS: &str =
    "Posts here are never about a patient. Write about the topic instead.";

pub(super) const WORDS: &[&str] = &[
    "a patient of mine",
    "a patient of ours",
    "before and after photo",
    "before and after photos",
    "before and after picture",
    "before and after pictures",
    "before-and-after",
    "one of our patients",
    "our patient",
    "patient story",
    "patient success story",
    "patient testimonial",
    "patient testimonials",
    "success story",
    "testimonial",
    "testimonials",
];
