"""Shell lines and `pip install` left in.

where: first
"""
!pip install numpy
!ls -la
%pip install matplotlib
%cd ..
files = !ls
