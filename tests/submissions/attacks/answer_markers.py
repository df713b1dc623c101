"""Write the words that mark solutions and hidden tests into an answer.

Stopped by: they are read in the instructor's source only.

where: answer forward_table
"""

### BEGIN HIDDEN TESTS
2.0


### END HIDDEN TESTS
def forward_table(w1, w2, wrt):
    ### BEGIN SOLUTION
    return 2.0
    ### END SOLUTION
