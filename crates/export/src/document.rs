//! What a document is: a title, blocks of text, and a line that stands under every page.

use jiff::civil::Date;
use serde::Serialize;

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// Whom it is about.
    pub about: String,
    /// The day it speaks of.
    pub day: Date,
    /// What is in it, in order.
    pub blocks: Vec<Block>,
    /// What stands under every page.
    pub footer: String,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Something that must be seen first.
    Callout {
        /// Good or bad news.
        tone: Tone,
        /// What it is.
        title: String,
        /// What it says, a line each.
        lines: Vec<String>,
    },
    /// Names and values.
    Fields {
        /// The pairs.
        fields: Vec<Field>,
    },
    /// The beginning of a part.
    Heading {
        /// 1 for a part, 2 for a part of one.
        level: u8,
        /// What it is called.
        text: String,
    },
    /// Points.
    List {
        /// A point each.
        items: Vec<String>,
    },
    /// What follows begins on a page of its own, where there are pages.
    NewPage,
    /// A text.
    Paragraph {
        /// The text.
        text: String,
    },
    /// Lines to sign on.
    Signatures {
        /// Who signs, a line each.
        who: Vec<String>,
    },
    /// A table.
    Table {
        /// The heads of its columns.
        head: Vec<String>,
        /// How wide each column is, in parts of the whole.
        widths: Vec<u8>,
        /// Its rows; each has a cell for each column.
        rows: Vec<Vec<Cell>>,
    },
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Good or bad news. The text says it too: color is never alone.
    pub tone: Tone,
    /// The text.
    pub text: String,
}

/// Whether something is good or bad news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Bad.
    Bad,
    /// Good.
    Good,
    /// Neither.
    #[default]
    Plain,
}

impl Document {
    /// The day as people write it: `Nov 27, 2027`.
    pub(crate) fn day_in_words(&self) -> String {
        self.day.strftime("%b %-d, %Y").to_string()
    }

    /// The same document with every text in its blocks said as `say` says it.
    #[must_use]
    pub fn reworded(mut self, say: impl Fn(&str) -> String) -> Document {
        for text in self.blocks.iter_mut().flat_map(Block::texts_mut) {
            *text = say(text);
        }
        self
    }

    /// Every text in it, in order.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![&*self.title, &*self.about];
        for block in &self.blocks {
            texts.extend(block.texts());
        }
        texts.push(&self.footer);
        texts
    }
}

impl Block {
    /// A heading of a part.
    #[must_use]
    pub fn part(text: &str) -> Block {
        Block::Heading {
            level: 1,
            text: text.to_owned(),
        }
    }

    /// A heading within a part.
    #[must_use]
    pub fn section(text: &str) -> Block {
        Block::Heading {
            level: 2,
            text: text.to_owned(),
        }
    }

    /// A paragraph.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Block {
        Block::Paragraph { text: text.into() }
    }

    /// A table; a sentence in its place when there is nothing in it.
    #[must_use]
    pub fn table(columns: &[(&str, u8)], rows: Vec<Vec<Cell>>, none: &str) -> Block {
        if rows.is_empty() {
            return Block::text(none);
        }
        Block::Table {
            head: columns.iter().map(|(head, _)| (*head).to_owned()).collect(),
            widths: columns.iter().map(|(_, width)| *width).collect(),
            rows,
        }
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            Block::Callout { title, lines, .. } => std::iter::once(title).chain(lines).collect(),
            Block::Fields { fields } => fields
                .iter_mut()
                .flat_map(|field| [&mut field.name, &mut field.value])
                .collect(),
            Block::Heading { text, .. } | Block::Paragraph { text } => vec![text],
            Block::List { items } => items.iter_mut().collect(),
            Block::NewPage => Vec::new(),
            Block::Signatures { who } => who.iter_mut().collect(),
            Block::Table { head, rows, .. } => {
                let cells = rows.iter_mut().flatten().map(|cell| &mut cell.text);
                head.iter_mut().chain(cells).collect()
            }
        }
    }

    fn texts(&self) -> Vec<&str> {
        match self {
            Block::Callout { title, lines, .. } => {
                std::iter::once(&**title).chain(all(lines)).collect()
            }
            Block::Fields { fields } => fields
                .iter()
                .flat_map(|field| [&*field.name, &*field.value])
                .collect(),
            Block::Heading { text, .. } | Block::Paragraph { text } => vec![text],
            Block::List { items } => all(items),
            Block::NewPage => Vec::new(),
            Block::Signatures { who } => all(who),
            Block::Table { head, rows, .. } => {
                let cells = rows.iter().flatten().map(|cell| &*cell.text);
                all(head).into_iter().chain(cells).collect()
            }
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell {
            tone: Tone::Plain,
            text,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_owned().into()
    }
}

impl Cell {
    /// Good news where it holds, bad news where it does not.
    #[must_use]
    pub fn judged(is_good: bool, text: impl Into<String>) -> Cell {
        let tone = match is_good {
            true => Tone::Good,
            false => Tone::Bad,
        };
        Cell {
            tone,
            text: text.into(),
        }
    }
}

impl Field {
    /// A name and its value.
    #[must_use]
    pub fn new(name: &str, value: impl std::fmt::Display) -> Field {
        Field {
            name: name.to_owned(),
            value: value.to_string(),
        }
    }
}

fn all(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
