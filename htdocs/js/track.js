// track
