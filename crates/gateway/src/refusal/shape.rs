//! What is wrong with the form of a request, said without repeating any of it.
//!
//! A field is named only when it is one that the protocols define. An unknown field's name could itself be about a patient,
//! so it is the part of the request it stands in that is named.

/// What is wrong with a request's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Sound, which cannot be checked yet.
    Audio,
    /// A file or document, which cannot be checked yet.
    Document,
    /// A value of the wrong type or out of its range.
    Field(Field),
    /// A picture, which cannot be checked yet.
    Image,
    /// A name that must be a plain identifier holds something else, or what looks like patient information.
    Identifier(Field),
    /// Not a JSON object, or nested too deeply.
    NotJson,
    /// The messages are in an order that the model's provider does not accept.
    Order,
    /// More separate texts than one check can hold.
    TooMany,
    /// A tool that would run at the provider and may call third parties.
    ProviderTool,
    /// A field that the protocols define and that cannot be passed on safely.
    Unsupported(Field),
    /// A field that neither protocol defines, in this part of the request; at its top when none is named.
    UnknownField(Option<Field>),
}

/// The name of a field that the protocols define.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field(pub &'static str);

impl Shape {
    /// The field to show as `param`.
    pub(crate) fn param(self) -> Option<&'static str> {
        match self {
            Self::Field(field) | Self::Identifier(field) | Self::Unsupported(field) => {
                Some(field.0)
            }
            Self::Audio | Self::Document | Self::Image | Self::Order => Some("messages"),
            Self::ProviderTool => Some("tools"),
            Self::UnknownField(part) => part.map(|part| part.0),
            Self::NotJson | Self::TooMany => None,
        }
    }

    /// The machine-readable code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Audio => "audio_not_supported",
            Self::Document => "documents_not_supported",
            Self::Field(_) => "invalid_value",
            Self::Identifier(_) => "invalid_identifier",
            Self::Image => "images_not_supported",
            Self::NotJson => "invalid_json",
            Self::Order => "invalid_message_order",
            Self::ProviderTool => "provider_tool_refused",
            Self::TooMany => "too_many_texts",
            Self::UnknownField(_) => "unknown_field",
            Self::Unsupported(_) => "unsupported_field",
        }
    }

    /// The sentence.
    pub(crate) fn says(self) -> String {
        match self {
            Self::Audio => "Sound cannot be checked for patient information yet, so Anteroom does not send it. Send the text instead.".into(),
            Self::Document => "Documents and files cannot be checked for patient information yet, so Anteroom does not send them. Send their text instead.".into(),
            Self::Field(field) => format!("`{}` has a value that cannot be used here.", field.0),
            Self::Identifier(field) => format!("`{}` must be a plain identifier (letters, digits, `_`, `-`) without anything about a person.", field.0),
            Self::Image => "Pictures cannot be checked for patient information yet, so Anteroom does not send them. Send the text instead.".into(),
            Self::NotJson => "The body must be one JSON object in UTF-8.".into(),
            Self::Order => "The last message must come from the user or a tool.".into(),
            Self::ProviderTool => "Only function tools that your own program runs can be used. Tools that run at the provider may pass text on to third parties.".into(),
            Self::TooMany => format!("The request holds more than {} separate texts, more than can be checked at once. Split it into several requests.", anteroom_phi::visit::MOST_TEXTS),
            Self::UnknownField(None) => "The request has a field that neither the OpenAI nor the Mistral format defines. Remove it.".into(),
            Self::UnknownField(Some(part)) => format!("`{}` has a field that neither the OpenAI nor the Mistral format defines. Remove it.", part.0),
            Self::Unsupported(field) => format!("`{}` cannot be passed on safely. Remove it.", field.0),
        }
    }
}
