"""Run programs by IPython's shell lines and magics.

Stopped by: no program can be started; the line says so.

where: first
stock: unsafe
"""
!touch left-behind-by-an-attack
found = !cat ../../../.course_seed
print(found)
%sx touch left-behind-by-an-attack
%system touch left-behind-by-an-attack
get_ipython().run_cell_magic("bash", "", "touch left-behind-by-an-attack")
