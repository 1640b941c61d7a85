"""The nurse's door: the alarm-symptom leaflet for a patient, or without one; seen, saved, given and logged."""
