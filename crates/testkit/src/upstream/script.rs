//! What the scripted server does, chosen by the model's name or forced by the test.
//!
//! A name is `<m|o>-<script>`: the letter says whose form the reply takes, the rest is listed in [`Script::of_model`].
//! Anything unknown is [`Script::Echo`].

use std::time::Duration;

/// Whose form the reply takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Whole tool calls, thinking as content chunks, usage with the finish.
    Mistral,
    /// Tool calls in fragments, thinking beside the content, usage in a last event (vLLM, llama-server).
    OpenAi,
}

impl Style {
    /// `m-…` is Mistral's form, everything else OpenAI's.
    pub fn of_model(model: &str) -> Self {
        if model.starts_with("m-") {
            Self::Mistral
        } else {
            Self::OpenAi
        }
    }
}

/// Where a streamed text is cut into deltas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Once, after this many characters.
    At(usize),
    /// After every so many characters.
    Every(usize),
}

/// One behavior.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    /// Half of the stream, then a clean end of the body without finish or `[DONE]`.
    BreakOff,
    /// Half of the reply, then the connection is torn down.
    Cut,
    /// Nothing to a request whose last message holds these words, else echo.
    Deaf(String),
    /// Gives the last message back.
    Echo(Cut),
    /// One line that never ends, to see that buffers are bounded.
    EndlessLine,
    /// Small deltas without end; a whole reply is one text without end.
    Flood,
    /// 200 and something that is not the protocol.
    Garbage,
    /// The last message back inside a JSON object, as text.
    Json(Cut),
    /// Like echo, but ends because the output limit was reached.
    Length,
    /// Reads the request, then nothing.
    Never,
    /// 503 to a request whose last message holds these words, else echo.
    Picky(String),
    /// Echo with a pause before every event.
    Slow(Duration),
    /// These texts: the first to a question, the next when the request holds one answer already, and so on; the last one
    /// from there on.
    Say(Vec<String>),
    /// One delta, then silence.
    Stall,
    /// This HTTP status, with an error body that quotes the request as Mistral's 422 does.
    Status(u16),
    /// The last message back as thinking, then as the answer.
    Think(Cut),
    /// Calls the first tool twice with the last user message as an argument; after a tool's result, echo.
    Tools(Cut),
}

impl Script {
    /// What `m-picky` does not answer.
    pub const UNREADABLE: &'static str = "quince marmalade";

    /// The script that `model` names.
    pub fn of_model(model: &str) -> Self {
        let name = model.split_once('-').map_or(model, |(_style, name)| name);
        if let Some(status) = name
            .strip_prefix("status-")
            .and_then(|text| text.parse().ok())
        {
            return Self::Status(status);
        }
        match name {
            "breakoff" => Self::BreakOff,
            "cut" => Self::Cut,
            "echo-1" => Self::Echo(Cut::Every(1)),
            "endless" => Self::EndlessLine,
            "flood" => Self::Flood,
            "garbage" => Self::Garbage,
            "json" => Self::Json(Cut::Every(3)),
            "length" => Self::Length,
            "never" => Self::Never,
            "picky" => Self::Picky(Self::UNREADABLE.to_owned()),
            "slow" => Self::Slow(Duration::from_millis(30)),
            "stall" => Self::Stall,
            "think" => Self::Think(Cut::Every(3)),
            "tools" => Self::Tools(Cut::Every(5)),
            _ => Self::Echo(Cut::Every(3)),
        }
    }
}

impl Script {
    /// Where this script cuts what it streams.
    pub(super) fn cut(&self) -> Cut {
        match self {
            Self::Echo(cut) | Self::Json(cut) | Self::Think(cut) | Self::Tools(cut) => *cut,
            _ => Cut::Every(3),
        }
    }
}

impl Cut {
    /// `text` in pieces; always at least one.
    pub(super) fn pieces(self, text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let pieces: Vec<String> = match self {
            Self::At(at) => {
                let (head, tail) = chars.split_at(at.min(chars.len()));
                vec![head.iter().collect(), tail.iter().collect()]
            }
            Self::Every(size) => chars
                .chunks(size.max(1))
                .map(|c| c.iter().collect())
                .collect(),
        };
        if pieces.is_empty() {
            vec![String::new()]
        } else {
            pieces
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_choose_style_and_script() {
        assert_eq!(Style::of_model("m-echo"), Style::Mistral);
        assert_eq!(Style::of_model("o-echo"), Style::OpenAi);
        assert_eq!(Script::of_model("o-status-429"), Script::Status(429));
        assert_eq!(Script::of_model("m-think"), Script::Think(Cut::Every(3)));
        assert_eq!(Script::of_model("whatever"), Script::Echo(Cut::Every(3)));
    }

    #[test]
    fn pieces_join_to_the_text() {
        for cut in [
            Cut::At(0),
            Cut::At(2),
            Cut::At(99),
            Cut::Every(1),
            Cut::Every(4),
        ] {
            assert_eq!(cut.pieces("a[é]\u{1F9EA}z").concat(), "a[é]\u{1F9EA}z");
        }
    }
}
