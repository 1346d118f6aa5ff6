//! The words of explanations: codes for programs, each with a plain sentence for people.
//!
//! All of them are fixed, so that an explanation cannot hold a word of the text.

/// Declares a set of codes, each with its sentence.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($variant:ident: $code:literal, $says:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $says] $variant,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name for programs.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The same as a sentence for people.
            #[must_use]
            pub fn says(self) -> &'static str {
                match self {
                    $(Self::$variant => $says,)+
                }
            }
        }
    };
}

codes! {
    /// What spoke for a find.
    Layer {
        Context: "context", "Words around it say that somebody is meant.";
        Encoded: "encoded", "It is text in base64, and what it says names somebody.";
        Form: "form", "It has the form of this kind.";
        Key: "key", "The field it was sent in says what it is.";
        Label: "label", "A label, a column title or its position says what it is.";
        Memory: "memory", "The same name or address was found elsewhere in this text.";
        People: "people", "It is one of several mentions of the same person.";
        Roster: "roster", "The practice's list of people holds it.";
        Tagger: "tagger", "The trained reader takes it for one.";
        WordList: "word_list", "A list of names or places holds it.";
    }
}

codes! {
    /// A check that a find passed.
    Check {
        Calendar: "calendar", "The calendar allows it as a date.";
        Card: "luhn", "Its check digit is that of a payment card (Luhn).";
        ContextWord: "context_word", "A word nearby says what it is.";
        Dea: "dea_digit", "Its check digit is that of a DEA number.";
        Device: "device_form", "It has all parts of a device address or identifier.";
        Exchange: "exchange", "Its first three digits can open a local phone number.";
        Iban: "iban", "Its check digits are those of a bank account (IBAN).";
        Key: "key", "It was sent in a field of that name.";
        Label: "label", "A label stands with it.";
        Mbi: "mbi_form", "It has the form of a Medicare number (MBI).";
        Network: "network_address", "It is a valid network address.";
        Npi: "npi_digit", "Its check digit is that of a provider number (NPI).";
        PhonePlan: "phone_plan", "The phone numbering plan has such numbers.";
        Seam: "seam", "It goes on from one piece of text into the next.";
        SsnRange: "ssn_range", "It lies in the range of numbers that can be issued.";
        Vin: "vin_digit", "Its check digit is that of a vehicle number (VIN).";
        WordList: "word_list", "A word list knows it.";
    }
}

codes! {
    /// Why a proposal gave way to the find.
    LostBy {
        Length: "length", "It rests on as much, but covers less.";
        Order: "order", "It rests on as much and is as long, but comes later.";
        Precedence: "precedence", "It rests on less.";
    }
}

codes! {
    /// Why a find is as sure as it is.
    Ground {
        Confirmed: "confirmed", "a check or an unmistakable form confirms it.";
        FewSigns: "few_signs", "few signs speak for it, just enough to hide it.";
        Form: "form", "the form is rarely anything else.";
        FormAndWord: "form_and_word", "the form fits, and so does what stands around it.";
        Guess: "guess", "only a word list or a loose form speaks for it.";
        Labeled: "labeled", "a label says what it is.";
        ManySigns: "many_signs", "many signs agree.";
        Recalled: "recalled", "the same was found elsewhere in the text.";
        Rostered: "rostered", "the practice's list holds it.";
        SeveralSigns: "several_signs", "several signs agree.";
    }
}

codes! {
    /// What a layer saw in words that were not found.
    Sight {
        Eponym: "eponym", "It is a name that medicine uses for a thing.";
        KnownName: "known_name", "It is on a list of names.";
        KnownPlace: "known_place", "It is on a list of places.";
        KnownWord: "known_word", "It is an ordinary English word.";
        Label: "label", "A word before it can announce a number.";
        Medical: "medical", "It is on the list of medical words to keep.";
        Number: "number", "It is a number or a code, so the number rules looked at it.";
        Organization: "organization", "It is on a list of companies and institutions.";
        RareName: "rare_name", "It is on a list of names, but few people bear it.";
        Region: "region", "It is a state or a country.";
    }
}

codes! {
    /// Why words were not found.
    Dropped {
        BadCalendar: "bad_calendar", "It is written like a date, but the calendar has no such day.";
        BadCard: "bad_card", "It is as long as a card number, but its check digit (Luhn) is wrong.";
        BadIban: "bad_iban", "It is written like a bank account, but its check digits are wrong.";
        BadMbi: "bad_mbi", "It is as long as a Medicare number, but has another form.";
        BadPhone: "bad_phone", "It is as long as a phone number, but the numbering plan has no such number.";
        BadSsn: "bad_ssn", "It is as long as a Social Security number, but no such number is issued.";
        FewSigns: "few_signs", "It could be a name, but too little beside it says that a person is meant.";
        Glued: "glued", "It hangs on a sign, a number or another word in a way that names do not.";
        KeepList: "keep_list", "Its usual meaning is medical, so it was kept.";
        KnownPhrase: "known_phrase", "It is part of a phrase that is known to name a thing or a region.";
        Letter: "letter", "A single letter is too little for a name.";
        Measure: "measure", "What follows makes it a measure, a count or a time.";
        NoLabel: "no_label", "It is a number without a label that says whose or what it is.";
        NoPlaceCue: "no_place_cue", "It is a known place, but nothing beside it says that the place is meant.";
        NoSign: "no_sign", "Nothing about it says that a person is meant.";
        NotAnId: "not_an_id", "A word before it can be a label, but it reads as a count, an amount, a year or a date.";
        Nothing: "nothing", "No layer saw anything in it.";
        OrdinaryWord: "ordinary_word", "Its usual meaning is an ordinary word, so it was kept.";
        Overruled: "overruled", "It was proposed, and a later layer took it back.";
        Placeholder: "placeholder", "It is a placeholder that the text holds already, and nobody's value.";
        PublicDetail: "public_detail", "It is one of the practice's own public details.";
        PublishedCode: "published_code", "The word before it says that it is a code from a public list.";
        RegionAlone: "region_alone", "A state or a country alone may stay.";
        SeamDoubted: "seam_doubted", "It was proposed only by joining two pieces of text, and they do not belong together.";
        SmallLetters: "small_letters", "It is written in small letters, and no title, label or full name is with it.";
        Title: "title", "It is a title, a degree or a word for somebody's part, and no name.";
        Unlikely: "unlikely", "Where it stands it is more likely a word than a name.";
        Version: "version", "It is the release day in the name of a program or model.";
        YearAlone: "year_alone", "A year alone may stay.";
        YoungAge: "young_age", "It is an age below 90, which may stay.";
    }
}

codes! {
    /// What would have made words a find. Each was tried out on the text.
    Need {
        AddressLabel: "address_label", "an address label before it";
        BirthLabel: "birth_label", "a birth date label before it";
        PatientLabel: "patient_label", "a patient label before it";
        PhoneLabel: "phone_label", "a phone label before it";
        RecordLabel: "record_label", "a record number label before it";
        Relation: "relation", "a word for a relative before it";
        SsnLabel: "ssn_label", "a Social Security label before it";
        State: "state", "a state behind it";
        Title: "title", "a title such as Mr. or Mrs. before it";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn check<T: Copy>(all: &[T], code: fn(T) -> &'static str, says: fn(T) -> &'static str) {
        let codes: HashSet<&str> = all.iter().map(|one| code(*one)).collect();
        let sentences: HashSet<&str> = all.iter().map(|one| says(*one)).collect();
        assert_eq!((codes.len(), sentences.len()), (all.len(), all.len()));
        let plain = |code: &&str| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        assert!(codes.iter().all(plain));
    }

    #[test]
    fn codes_and_sentences_are_unique() {
        check(Layer::ALL, Layer::code, Layer::says);
        check(Check::ALL, Check::code, Check::says);
        check(LostBy::ALL, LostBy::code, LostBy::says);
        check(Ground::ALL, Ground::code, Ground::says);
        check(Sight::ALL, Sight::code, Sight::says);
        check(Dropped::ALL, Dropped::code, Dropped::says);
        check(Need::ALL, Need::code, Need::says);
    }
}
