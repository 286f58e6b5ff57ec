"""Document → Translation: segments, what is done to text before and after the model, retries."""
