//! Reads where the result is going.

use super::part::{Part, Unknown};
use crate::errand::Output;
use crate::words::among;
use crate::words::output::{Audience, Medium, Reviewed};

const AUDIENCES: [(Audience, &str); 5] = [
    (
        Audience::Internal,
        "internal staff team practice clinician self none",
    ),
    (
        Audience::Patient,
        "patient patients client clients caregiver parent parents family representative patient_representative guardian",
    ),
    (Audience::Payer, "payer insurer health_plan insurance plan"),
    (
        Audience::Provider,
        "provider specialist other_provider referring_provider pharmacy lab hospital",
    ),
    (
        Audience::Public,
        "public website social_media vendor employer school court attorney researcher agency government \
         third_party external registry public_health",
    ),
];

const MEDIA: [(Medium, &str); 5] = [
    (
        Medium::Audio,
        "audio phone voice call phone_call voicemail voice_call verbal spoken telephone audio_call",
    ),
    (
        Medium::Chat,
        "chat online continuous_online web_chat chatbot portal_chat telehealth_chat live_chat website_chat \
         online_chat app continuous_chat text_chat",
    ),
    (
        Medium::Letter,
        "letter document handout form note pdf print fax record report post social_post website web_page \
         webpage web paper social social_media poster sign flyer spreadsheet file draft written none table chart ehr internal list structured",
    ),
    (
        Medium::Message,
        "message email portal portal_message secure_message sms text text_message patient_portal e_mail",
    ),
    (
        Medium::Video,
        "video telehealth telehealth_video video_call video_visit video_message",
    ),
];

const REVIEWS: [(Reviewed, &str); 3] = [
    (
        Reviewed::Done,
        "done reviewed approved complete completed licensed_done licensed",
    ),
    (Reviewed::None, "none not_done missing"),
    (Reviewed::Pending, "pending requested in_progress"),
];

/// Where it goes. A scenario that does not say goes nowhere but to the person who asked, unreviewed.
pub(super) fn read(part: &mut Part, unknown: &mut Unknown) -> Output {
    let mut output = Output {
        audience: Audience::Internal,
        clinical_information: false,
        medium: Medium::Letter,
        review: Reviewed::None,
    };
    if part.is_empty() {
        return output;
    }
    let audience = part.word("audience", unknown, |word| among(&AUDIENCES, word));
    output.audience = audience.unwrap_or(Audience::Patient);
    let medium = part.word_if_any("medium", unknown, |word| among(&MEDIA, word));
    output.medium = medium.unwrap_or(Medium::Letter);
    output.clinical_information = part.truth("clinical_information").unwrap_or(false);
    let review = part.word_if_any("review", unknown, |word| among(&REVIEWS, word));
    output.review = review.unwrap_or(Reviewed::None);
    output
}

/// Who reviewed the result, where a part says so.
pub(super) fn reviewer(part: &mut Part) -> Option<String> {
    const NAMES: [&str; 4] = ["reviewer", "reviewer_role", "reviewed_by", "review_by"];
    NAMES.iter().find_map(|key| part.text(key))
}
